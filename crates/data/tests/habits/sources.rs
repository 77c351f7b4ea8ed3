//! Where a row says that it stands.

use crate::support::*;
use conflict_data::export;

/// Name and address of each source of an event behind the file itself.
fn told(import: &conflict_timeline_core::ingest::Import, slug: &str) -> Vec<(String, String)> {
    let data = &import.data;
    let sources = event(data, slug).sources.iter().skip(1).map(|cited| data.source(cited.source));
    sources.map(|source| (data.texts.get(source.title, "en").into(), source.url.clone())).collect()
}

#[test]
fn no_word_of_an_address_is_lost_and_no_other_scheme_becomes_a_link() {
    let import = read(
        "id,date,place,url,source\n\
         a,2013-01-10,Gao,www.rfi.fr/x,\n\
         b,2013-01-10,Gao,doi:10.1000/182,RFI\n\
         c,2013-01-10,Gao,https://a.example/1; https://b.example/2?x=1;2,\n\
         d,2013-01-10,Gao,,https://c.example/3\n\
         e,2013-01-10,Gao,javascript:alert(1),\n\
         f,2013-01-10,Gao,\"https://a.example/1,https://b.example/2\",AFP;RFI\n\
         g,2013-01-10,Gao,https://a.example/1,AFP;RFI\n",
    );
    let pairs = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(name, url)| (name.to_string(), url.to_string())).collect()
    };
    for (slug, wanted) in [
        ("a", &[("www.rfi.fr/x", "")][..]),
        ("b", &[("RFI", ""), ("doi:10.1000/182", "")]),
        ("c", &[("a.example", "https://a.example/1"), ("b.example", "https://b.example/2?x=1;2")]),
        ("d", &[("c.example", "https://c.example/3")]),
        ("e", &[]),
        ("f", &[("AFP", "https://a.example/1"), ("RFI", "https://b.example/2")]),
        ("g", &[("AFP", "https://a.example/1"), ("RFI", "https://a.example/1")]),
    ] {
        assert_eq!(told(&import, slug), pairs(wanted), "{slug}");
    }
    assert_eq!(kept(&import.data, event(&import.data, "e"), "url"), "javascript:alert(1)");
    let urls = |data: &conflict_timeline_core::model::DataSet| {
        data.sources.iter().all(|source| source.url.is_empty() || source.url.starts_with("https://"))
    };
    assert!(urls(&import.data));
    assert!(urls(&read(export::json(&import.data).expect("JSON")).data));
}
