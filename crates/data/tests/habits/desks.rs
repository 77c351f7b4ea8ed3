//! What newsrooms and other projects write: places in one cell, sources with addresses, verification, files of no events.

use crate::support::*;
use conflict_timeline_core::model::{Kind, Status};
use conflict_timeline_core::problem::Code;

#[test]
fn places_as_people_write_them_are_points() {
    let import = read(
        "id,date,place,coordinates\na,2013-01-10,Gao,\"16.27, -0.04\"\nb,2013-01-11,Gao,\"16°16'12\"\"N 0°2'24\"\"W\"\n\
         c,2013-01-12,Gao,Point(-0.04 16.27)\nd,2013-01-13,Gao,\"116.27, 20\"\n",
    );
    let data = &import.data;
    let point = |slug: &str| {
        let place = data.place(event(data, slug).places[0].place);
        place.lat_e5.zip(place.lon_e5)
    };
    assert_eq!(["a", "b", "c"].map(point), [Some((1_627_000, -4_000)); 3]);
    assert_eq!((point("d"), complaints(&import)[0].0), (None, Code::WrongType), "no order is guessed");
    assert_eq!(kept(data, event(data, "b"), "coordinates"), "16°16'12\"N 0°2'24\"W");
    let import = read("Datum;Ort;Breite;Laenge\n10.01.2013;Gao;16,27;0,04 W\n11.01.2013;Kidal;0;0\n");
    let place = import.data.place(import.data.events[0].places[0].place);
    assert_eq!((place.lat_e5, place.lon_e5), (Some(1_627_000), Some(-4_000)));
    assert!(messages(&import).contains("at 0, 0, where exports put what has no point"), "{}", messages(&import));
}

#[test]
fn addresses_among_the_names_of_sources_are_theirs() {
    let import =
        read("date,place,sources\n2013-01-10,Gao,\"AFP (https://a.example/1), [Reuters](https://b.example/2)\"\n");
    let json = read(
        r#"[{"date": "2013-01-10", "sources": [{"id": 7, "name": "AFP", "path": "https://a.example/1"},
            {"name": "Reuters", "path": "https://b.example/2"}]}]"#,
    );
    for import in [&import, &json] {
        let (sources, texts) = (&import.data.sources[1..], &import.data.texts);
        let sources: Vec<_> =
            sources.iter().map(|source| (texts.get(source.title, "en"), source.url.as_str())).collect();
        assert_eq!(sources, [("AFP", "https://a.example/1"), ("Reuters", "https://b.example/2")]);
    }
    assert!(kept(&json.data, &json.data.events[0], "sources_in_full").contains("\"id\":7"));
}

#[test]
fn what_was_not_verified_is_claimed_and_the_word_is_kept() {
    let import =
        read("id,date,verified,status\na,2013-01-10,,Unverified\nb,2013-01-11,,Fair\nc,2013-01-12,,confirmed\n");
    let data = &import.data;
    assert_eq!((event(data, "a").status, event(data, "c").status), (Status::Claimed, Status::Confirmed));
    assert_eq!(["a", "b", "c"].map(|slug| kept(data, event(data, slug), "status")), ["Unverified", "Fair", ""]);
    assert_eq!(complaints(&import).len(), 1);
}

#[test]
fn words_behind_a_number_are_said_and_kept() {
    let import = read("id,date,killed,injured\na,2013-01-10,12 (3 children),60[a]\nb,2013-01-11,4 wounded,12%\n");
    let data = &import.data;
    assert_eq!(event(data, "a").toll().map(|toll| (toll.low, toll.high)), Some((12, 12)));
    assert_eq!((event(data, "a").claims.len(), event(data, "b").claims.len()), (2, 0));
    assert_eq!((complaints(&import).len(), kept(data, event(data, "a"), "killed").as_str()), (4, "12 (3 children)"));
}

#[test]
fn the_times_of_a_form_are_not_those_of_its_event() {
    let import = read("start,end,incident_date,location\n2013-02-01T10:00:00Z,2013-02-01T10:09:00Z,2013-01-10,Konna\n");
    assert_eq!(import.data.events[0].edtf, "2013-01-10");
    let import = read("date,start_time,end_time,place\n2013-01-10,14:00,15:00,Konna\n");
    assert_eq!((import.data.events[0].edtf.as_str(), messages(&import).as_str()), ("2013-01-10", ""));
    let import = read("start,end,name\nJanuary 2013,present,A\n2013-01-10,2013-01-12,B\n");
    let dates: Vec<&str> = import.data.events.iter().map(|event| event.edtf.as_str()).collect();
    assert_eq!((dates, messages(&import).as_str()), (vec!["2013-01/..", "2013-01-10/2013-01-12"], ""));
}

#[test]
fn a_row_of_data_is_no_header_and_files_of_mentions_are_named() {
    let import = read("what,ever\n1,START\n2,2013-01-10\n");
    assert!(import.data.events.is_empty() && messages(&import).contains("the header is not understood"));
    let bare = read("7,some,words\n8,date,place\n");
    assert!(messages(&bare).contains("is there a row of names above them?"), "{}", messages(&bare));
    let mentions =
        "1\t20150218230000\t20150218230000\t1\ta.example\thttps://a.example\t1\t-1\t9\t9\t1\t50\t20\t-3.1\t\t\n";
    let themes = ["20150218230000-0\t20150218230000", &"\tx".repeat(25), "\n"].concat();
    for (text, name) in [
        (mentions, "GDELT mentions"),
        (themes.as_str(), "GDELT Global Knowledge Graph"),
        (
            "DATE\tNUMARTS\tCOUNTS\tCAMEOEVENTIDS\tSOURCES\n20130401\t1\tx\t1\ta.example\n",
            "GDELT Global Knowledge Graph",
        ),
    ] {
        let message = messages(&read(text.repeat(2)));
        assert!(message.contains(name) && message.contains(".export.CSV"), "{message}");
    }
    let few = read("GLOBALEVENTID,SQLDATE,Actor1Name,Actor2Name,EventCode\n1,20130110,MALI,FRANCE,190\n");
    assert_eq!((few.format.as_str(), few.data.events[0].kind), ("gdelt", Kind::Battle));
}

#[test]
fn coded_sets_with_columns_of_their_own() {
    // Made for this test in the layouts of the GTD and of ICEWS.
    let gtd = read(
        "eventid,iyear,imonth,iday,country_txt,provstate,city,latitude,longitude,specificity,summary,attacktype1_txt,gname,nkill,nwound,scite1\n\
         201301000001,2013,1,0,Mali,Mopti,Konna,14.94,-3.89,1,x,Bombing/Explosion,Some group,3,4,AFP\n\
         201300000002,2013,0,0,Mali,Gao,Gao,16.27,-0.04,3,x,Armed Assault,Unknown,,,\n",
    );
    assert_eq!((gtd.format.as_str(), messages(&gtd).as_str(), gtd.is_restricted), ("gtd", "", true));
    let sums = conflict_data::licence::aggregate(&gtd.data);
    assert_eq!(sums.meta.licence, "Sums of rows under the GTD terms of use", "not those of others");
    let told: Vec<_> =
        gtd.data.events.iter().map(|event| (event.edtf.as_str(), event.kind, event.claims.len())).collect();
    assert_eq!(told, [("2013-01", Kind::Bombing, 2), ("2013", Kind::Attack, 0)]);
    let icews = read(
        "Event ID\tEvent Date\tSource Name\tTarget Name\tEvent Text\tCAMEO Code\tCity\tProvince\tCountry\tLatitude\tLongitude\n\
         7\t2013-01-10\tSome army\tSome group\tFight with artillery\t194\tKonna\tMopti\tMali\t14.94\t-3.89\n",
    );
    let event = &icews.data.events[0];
    assert_eq!((icews.format.as_str(), event.kind, event.status), ("icews", Kind::Shelling, Status::Claimed));
    assert_eq!(icews.data.texts.get(event.title, "en"), "Fight with artillery: Some army – Some group, Konna");
}
