//! TimelineJS as its editors fill it.

use crate::support::*;

#[test]
fn the_title_slide_keeps_its_picture_and_words_their_letters() {
    let import = read(
        r#"{"title": {"text": {"headline": "M&eacute;naka&#8217;s war", "text": "<p>x</p>"},
                      "media": {"url": "https://a.example/p.jpg", "credit": "J. Doe &copy;", "caption": "A road"}},
            "events": [{"start_date": {"year": "2013", "month": "1"}, "text": {"headline": "&Eacute;t&#xE9;"}}]}"#,
    );
    let data = &import.data;
    let text = |id| data.texts.get(id, "en");
    assert_eq!((text(data.meta.title), text(data.meta.about)), ("Ménaka’s war", "x"));
    assert_eq!(text(data.meta.credit), "A road, J. Doe ©, https://a.example/p.jpg");
    assert_eq!(text(data.events[0].title), "Été");
}

#[test]
fn eras_alone_are_phases() {
    let import = read(
        r#"{"events": [], "eras": [{"start_date": {"year": "2012"}, "end_date": {"year": "2013"}, "text": {"headline": "War"}}]}"#,
    );
    assert_eq!((import.format.as_str(), import.data.phases.len(), import.data.events.len()), ("timelinejs", 1, 0));
}

#[test]
fn the_first_sheet_of_timelinejs_has_a_start_and_eras() {
    let import = read(
        "Start Date,End Date,Headline,Text,Media,Media Credit,Media Caption,Media Thumbnail,Type,Tag\n\
         1/25/2013,,Konna,<p>x</p>,,AFP,,,,\n2012,,The war,,,,,,start,\n2012,2013,Years,,,,,,era,\n",
    );
    let data = &import.data;
    assert_eq!((import.format.as_str(), data.events.len(), data.phases.len()), ("timelinejs", 1, 1));
    assert_eq!(data.texts.get(data.meta.title, "en"), "The war");
}
