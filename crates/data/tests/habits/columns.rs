//! Columns without a name or with the same one, and places that share theirs.

use crate::support::*;

#[test]
fn only_the_index_of_a_data_frame_is_dropped() {
    let import = read("date,place,,%,№\n2013-01-10,Gao,important remark,55,17\n");
    let event = &import.data.events[0];
    let record = import.data.texts.get(event.record, "en");
    assert_eq!(record, "column 3: important remark\n%: 55\n№: 17");
    for text in [",date,place\n0,2013-01-10,Gao\n1,2013-01-11,Gao\n", "Unnamed: 0,date,place\n0,2013-01-10,Gao\n"] {
        let import = read(text);
        assert!(import.data.events.iter().all(|event| event.record.is_none()), "{text}");
    }
    let import = read(",date,place\nnorth,2013-01-10,Gao\n7,2013-01-11,Gao\n");
    let kept = |index: usize| import.data.texts.get(import.data.events[index].record, "en");
    assert_eq!((kept(0), kept(1)), ("column 1: north", "column 1: 7"));
}

#[test]
fn columns_of_one_name_are_numbered() {
    let import = read("date,place,note,remark,remark\n2013-01-10,Gao,x,one,two\n");
    let event = &import.data.events[0];
    assert_eq!(import.data.texts.get(event.record, "en"), "remark: one\nremark (2): two");
}

#[test]
fn no_region_or_country_of_a_place_is_lost() {
    let import = read(
        "id,date,place,admin1,country,lat,lon\na,2013-01-10,Bourem,Gao,Mali,,\nb,2013-01-11,Bourem,Timbuktu,Mali,,\n\
         c,2013-01-12,Konna,Mopti,Mali,14.94,-3.89\nd,2013-01-13,Konna,Douentza,Mali,14.94,-3.89\n",
    );
    let data = &import.data;
    let region = |slug| {
        let place = data.place(event(data, slug).places[0].place);
        data.texts.get(data.place(place.parent.expect("a region")).name, "en")
    };
    assert_eq!((region("a"), region("b")), ("Gao", "Timbuktu"));
    assert_eq!(
        (kept(data, event(data, "c"), "admin1"), kept(data, event(data, "d"), "admin1")),
        ("".into(), "Douentza".into())
    );
    let import = read("date,title,iso3\n2013-01-10,Talks,MLI\n");
    let place = import.data.place(import.data.events[0].places[0].place);
    assert_eq!((place.country.as_str(), import.data.texts.get(place.name, "en")), ("MLI", "MLI"));
}
