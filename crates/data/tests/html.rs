//! What is printed for readers without JavaScript.

use conflict_data::html::{Options, bundled, html};
use conflict_timeline_core::ingest::{Importer, Options as Reading};
use conflict_timeline_core::model::DataSet;
use std::path::Path;
use std::process::Command;

/// `conflict-data html --top 20 --page --base ../../pkg --link ../../data/README.md --out www/examples/fallback.html`
fn example() -> Options {
    Options {
        top: Some(20),
        is_page: true,
        base: "../../pkg".into(),
        link: Some("../../data/README.md".into()),
        ..Options::default()
    }
}

fn printed(options: &Options) -> String {
    html(&bundled(&options.language).expect("a language"), options).expect("prints")
}

fn rows(text: &str) -> DataSet {
    let mut importer = Importer::new(Reading { file: "mine.csv".into(), ..Reading::default() });
    importer.feed(text.as_bytes());
    importer.finish().data
}

/// Every element is closed by its own end tag, and nothing stands in an attribute that would run or style.
fn assert_sound(html: &str) {
    let void = ["meta", "wbr", "!doctype"];
    let mut open: Vec<&str> = Vec::new();
    for part in html.split('<').skip(1) {
        let (tag, _) = part.split_once('>').expect("every tag ends");
        let name = tag.trim_start_matches('/').split([' ', '/']).next().expect("a name");
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{part}");
        } else if !tag.ends_with('/') && !void.contains(&name) {
            open.push(name);
        }
        for (key, value) in tag.split(' ').skip(1).filter_map(|attribute| attribute.split_once('=')) {
            let is_hold = name == "conflict-timeline" && value == "\"display:flow-root;min-height:100vh\"";
            assert!(!key.starts_with("on") && (key != "style" || is_hold), "{tag}");
        }
        assert!(name != "style" && name != "img", "{tag}");
    }
    assert_eq!(open, Vec::<&str>::new());
}

#[test]
fn the_example_page_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/examples/fallback.html");
    let now = printed(&example());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &now).expect("written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == now, "www/examples/fallback.html is old; UPDATE_GOLDEN=1 ./dev test data prints it anew");
}

#[test]
fn a_page_is_sound_and_says_all_that_a_reader_needs() {
    let page = printed(&example());
    assert_sound(&page);
    assert_eq!(page.matches("<h1").count(), 1);
    for words in
        ["Sources</h2>", "20 of 375 events shown", "GeoNames", "CC BY 4.0", "16 January to 6 April 2012", "dead"]
    {
        assert!(page.contains(words), "{words}");
    }
    assert!(page.contains("<a href=\"../../data/README.md\">Data "));
    assert!(page.ends_with("</html>\n") && page.contains("<script async src=\"../../pkg/embed.js\"></script>"));
    assert_eq!(page.matches("<time datetime=").count() + page.matches("<span>").count(), 20);
    assert_eq!(page.matches("<li data-event=\"").count(), 20);
    assert!(page.contains("<small>Confirmed · Timbuktu · "), "who against whom stands beside the place");
    assert!(page.contains("<conflict-timeline heading-level=\"1\" style=\"display:flow-root;min-height:100vh\">"));
    assert!(page.contains("viewBox=\"-12 -12 ") && page.contains("<desc>"));
}

#[test]
fn the_set_is_told_to_machines() {
    let page = printed(&example());
    let (_, rest) = page.split_once("<script type=\"application/ld+json\">").expect("there");
    let (json, _) = rest.split_once("</script>").expect("ends");
    let value: serde_json::Value = serde_json::from_str(json).expect("JSON");
    assert_eq!(value["@type"], "Dataset");
    assert_eq!(value["license"], "https://creativecommons.org/licenses/by/4.0/");
    assert_eq!(value["temporalCoverage"], "2012-01-01/2024-12-31");
    assert_eq!(value["isBasedOn"].as_array().map(Vec::len), Some(5));
    assert!(value["description"].as_str().is_some_and(|text| text.len() > 50));
    let without = printed(&Options { has_json_ld: false, ..example() });
    assert_eq!(without.matches("<script").count(), 1);
}

#[test]
fn languages_and_filter_apply() {
    let french = Options { language: "fr".into(), filter: "place=konna".into(), ..Options::default() };
    let page = printed(&french);
    assert_sound(&page);
    assert!(
        page.starts_with("<h2 class=\"ct-title\"><bdi>La guerre au Mali") && page.contains("Les chiffres concurrents")
    );
    assert!(page.contains("sur 375 événements") && !page.contains(" of 375"));
    let arabic = printed(&Options { language: "ar".into(), top: Some(3), is_page: true, ..Options::default() });
    assert_sound(&arabic);
    assert!(arabic.contains("dir=\"rtl\"") && arabic.contains("<b><bdi lang=\"en\">"), "what has no Arabic says so");
    assert!(arabic.contains(">\u{2068}167 حدثًا\u{2069}</text>"), "a number before its word, read from the right");
    let (_, svg) = arabic.split_once("<svg ").expect("a drawing");
    assert!(
        svg.split_once('>').is_some_and(|(root, _)| root.contains("direction=\"ltr\"")),
        "words hang where they do"
    );
    assert!(bundled("de").is_err());
    let data = bundled("en").expect("English");
    assert!(html(&data, &Options { filter: "kind=nothing".into(), ..Options::default() }).is_err());
    assert!(html(&data, &Options { filter: "from=2031".into(), ..Options::default() }).is_err());
}

#[test]
fn of_events_that_weigh_the_same_the_deadliest_are_printed() {
    let data = rows("date,title,best\n2013-01-11,One,4\n2013-01-12,Two,\n2013-01-13,Three,90\n2013-01-14,Four,7\n");
    let page = html(&data, &Options { top: Some(2), has_picture: false, ..Options::default() }).expect("prints");
    let titles: Vec<&str> = page.split("<b><bdi>").skip(1).filter_map(|part| part.split('<').next()).collect();
    assert_eq!(titles, ["Three", "Four"]);
}

#[test]
fn a_source_that_is_known_by_one_name_is_named_once() {
    let page = html(&rows("date,title,source\n2013-01-11,One,AFP\n"), &Options::default()).expect("prints");
    assert!(page.contains("<li><bdi>AFP</bdi></li>"), "{page}");
}

#[test]
fn a_table_is_linked_as_data_and_addresses_may_break() {
    let data = rows("date,title,summary\n2013-01-11,One,https://an.example/of/a/long/address/of/one\n");
    let options = Options { link: Some("files/mine.csv".into()), ..Options::default() };
    let page = html(&data, &options).expect("prints");
    assert_sound(&page);
    assert!(page.contains("<a href=\"files/mine.csv\">mine.csv (data set)</a>"), "{page}");
    assert!(page.contains("an.example/<wbr>of/<wbr>a/"), "{page}");
}

#[test]
fn words_of_others_stay_words() {
    let evil = "\"</script><script>alert(1)</script><img src=x onerror=alert(1)>\"";
    let data = rows(&format!("date,title,source,url\n2013-01-11,{evil},{evil},javascript:alert(1)\n"));
    let page =
        html(&data, &Options { is_page: true, has_element: true, src: Some("\"><b>".into()), ..Options::default() })
            .expect("prints");
    assert_sound(&page);
    assert!(
        page.contains("&lt;script&gt;alert(1)&lt;/<wbr>script&gt;") && !page.contains("javascript:alert(1)\""),
        "{page}"
    );
    assert_eq!(page.matches("<script").count(), 2);
}

#[test]
fn rows_of_acled_are_summed_up() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import/DERIVED_acled_semicolon_bom_crlf.csv");
    let run = |more: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_conflict-data"))
            .arg("html")
            .arg(&path)
            .args(more)
            .output()
            .expect("it runs");
        (String::from_utf8_lossy(&output.stdout).into_owned(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (sums, said) = run(&[]);
    assert!(said.contains("--licence-held") && sums.contains("ACLED"), "{said} {sums}");
    let (rows, _) = run(&["--licence-held"]);
    assert_ne!(sums, rows);
}

#[test]
fn what_no_row_says_is_confirmed_is_not_called_so() {
    let print = |text: &str| html(&rows(text), &Options { has_picture: false, ..Options::default() }).expect("prints");
    assert!(!print("date,title\n2013-01-11,One\n2013-01-12,Two\n").contains("Confirmed"));
    assert!(print("date,title,status\n2013-01-11,One,\n2013-01-12,Two,disputed\n").contains("Confirmed"));
    assert!(printed(&example()).contains("Confirmed"));
}
