//! Columns without a name or with the same one, and places that share theirs.

use crate::support::*;
use conflict_timeline_core::ingest::Options;
use conflict_timeline_core::model::Kind;

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

#[test]
fn a_summary_is_one_in_other_languages_too() {
    for name in ["Résumé", "Commentaires", "Resumen", "Zusammenfassung", "Beschreibung"] {
        let import = read(format!("Date;Titre;{name}\n10/01/2013;Attaque;Une ligne\n"));
        let event = &import.data.events[0];
        assert_eq!((import.data.texts.get(event.summary, "en"), event.record.is_none()), ("Une ligne", true), "{name}");
    }
}

#[test]
fn names_in_one_word_are_those_of_several() {
    let import = read("eventDate,eventType,placeName,killedLow\n2013-01-10,Battle,Konna,3\n");
    let event = &import.data.events[0];
    assert_eq!((event.edtf.as_str(), import.format.as_str()), ("2013-01-10", "generic"));
    let acled = read(
        "eventIdCnty,eventDate,year,eventType,subEventType,actor1,fatalities,location\n\
         MLI1,2013-01-10,2013,Battles,Armed clash,Army,3,Konna\n",
    );
    assert_eq!((acled.format.as_str(), acled.data.events[0].edtf.as_str()), ("acled", "2013-01-10"));
    assert!(acled.is_restricted);
    let units = read(
        "Event Date (dd/mm/yyyy),Location Name,Latitude (WGS84),Longitude (decimal degrees)\n13/01/2013,Konna,14.9,-3.9\n",
    );
    let place = units.data.place(units.data.events[0].places[0].place);
    assert_eq!((units.data.events[0].edtf.as_str(), place.lat_e5), ("2013-01-13", Some(1_490_000)));
    // The dead of one side are not those of all.
    let part = read("date,place,killed (civilians)\n2013-01-13,Konna,3\n");
    assert!(part.data.events[0].claims.is_empty());
}

#[test]
fn a_header_of_two_rows_is_one() {
    let import = read(
        "id,When,,Where,,Killed,\n,from,to,place,region,min,max\na,2013-01-10,2013-01-11,Konna,Mopti,3,5\n\
         b,2013-01-12,,Gao,Gao,1,1\n",
    );
    let data = &import.data;
    assert_eq!((messages(&import).as_str(), import.rows), ("", 2));
    let konna = event(data, "a");
    assert_eq!(konna.edtf, "2013-01-10/2013-01-11");
    assert_eq!(konna.toll().map(|toll| (toll.low, toll.high)), Some((3, 5)));
    // A row of words is no header.
    let words = read("date,,place\nsoon,perhaps,Gao\n2013-01-10,,Gao\n");
    assert_eq!((words.rows, words.data.events.len()), (2, 1));
}

#[test]
fn a_table_in_french_is_read_whole() {
    let import = read(
        "N°;Date de l'événement;Type d'événement;Région;Cercle;Lieu;Nombre de morts;Nombre de blessés;Acteur 1;Acteur 2;Description;Source;Lien\n\
         1;10 janvier 2013;Attaque;Mopti;Mopti;Konna;1\u{202f}234;12;Ansar Dine;Armée malienne;Prise de Konna;AFP;https://example.org/a\n\
         2;03-AOÛT-2013;Embuscade;Kidal;Kidal;Kidal;2;;MNLA;AQMI;x;;\n",
    );
    let data = &import.data;
    let told: Vec<_> = data
        .events
        .iter()
        .map(|event| (event.edtf.clone(), event.toll().map(|toll| toll.low), event.actors.len(), event.claims.len()))
        .collect();
    assert_eq!(told, [("2013-01-10".into(), Some(1234), 2, 2), ("2013-08-03".into(), Some(2), 2, 1)]);
    assert_eq!(messages(&import), "");
    assert!(data.sources.iter().any(|source| source.url == "https://example.org/a"));
}

#[test]
fn a_wrong_mapping_is_told_by_its_own_place() {
    let pair = |field: &str, column: &str| (field.to_string(), column.to_string());
    let mapping = vec![pair("place", "Ortt"), pair("colour", "Tag"), pair("date", "Tag")];
    for text in ["Tag;Ort\n2013-01-10;Konna\n", r#"[{"Tag": "2013-01-10", "Ort": "Konna"}]"#] {
        let import = read_as(text, Options { mapping: mapping.clone(), ..Options::default() });
        assert_eq!(import.data.events.len(), 1);
        let told: Vec<String> = import.problems.iter().map(ToString::to_string).collect();
        let wanted = [
            "habit, mapping.place: no column is called `Ortt`, did you mean `Ort`? (CT-128)",
            "habit, mapping.colour: `colour` is nothing that an event has (CT-128)",
        ];
        assert_eq!(told, wanted);
    }
}

#[test]
fn sums_of_a_month_have_the_name_of_their_area_and_other_sums_are_refused() {
    let import = read("Country,Admin1,Admin2,Month,Year,Events,Fatalities\nMali,Gao,Menaka,January,2012,3,5\n");
    assert_eq!(import.data.texts.get(import.data.events[0].title, "en"), "Menaka");
    let import = read(
        "event_type,events,fatalities,reference_period_start,admin1_name\npolitical_violence,3,5,2024-01-01,Gao\n",
    );
    assert_eq!(import.data.events[0].kind, Kind::Attack);
    for (header, what) in [
        ("WEEK,COUNTRY,ADMIN1,EVENT_TYPE,SUB_EVENT_TYPE,EVENTS,FATALITIES", "a week"),
        ("event_id_cnty,deleted_timestamp", "withdrawn"),
    ] {
        let import = read(format!("{header}\n"));
        assert!(messages(&import).contains(what), "{:?}", import.problems);
    }
}

#[test]
fn events_of_scad_and_polecat_have_their_sides_and_dead() {
    let import = read(
        "eventid,countryname,startdate,enddate,etype,actor1,target1,npart,ndeath,elocal,issuenote,latitude,longitude\n1,Mali,1/17/2012,1/18/2012,8,Group A,Government,3,5,Menaka,A raid,15.9,2.4\n",
    );
    assert_eq!((import.format.as_str(), messages(&import).as_str()), ("scad", ""));
    let event = &import.data.events[0];
    assert_eq!((event.edtf.as_str(), event.kind, event.actors.len()), ("2012-01-17/2012-01-18", Kind::Attack, 2));
    assert_eq!(event.toll().map(|toll| toll.low), Some(5));
    let import = read(
        "Event ID\tEvent Date\tEvent Type\tActor Name\tRecipient Name\tPlacename\tEvent Text\n1\t2020-01-17\tASSAULT\tGroup A\tGroup B\tMenaka\tMade up\n",
    );
    assert_eq!((messages(&import).as_str(), import.data.events[0].actors.len()), ("", 2));
}

#[test]
fn rows_of_ucdp_by_year_are_of_their_year() {
    for (text, kind, killed) in [
        (
            "conflict_id,location_inc,side_a,side_b,year,bd_best,bd_low,bd_high,type_of_conflict,region\n327,Mali,Government of Mali,MNLA,2012,100,90,150,3,4\n",
            Kind::Battle,
            Some(90),
        ),
        (
            "conflict_id,org,side_a_name,side_b_name,start_date,year,best_fatality_estimate,low_fatality_estimate,high_fatality_estimate,location\n1,1,A,B,1990-01-02,2012,100,90,150,Mali\n",
            Kind::Battle,
            Some(90),
        ),
        (
            "conflict_id,actor_name,year,best_fatality_estimate,low_fatality_estimate,high_fatality_estimate,is_government_actor,location\n1,A,2012,100,90,150,0,Mali\n",
            Kind::CivilianHarm,
            Some(90),
        ),
        (
            "conflict_id,location,side_a,side_b,year,intensity_level,type_of_conflict,start_date\n327,Mali,Government of Mali,MNLA,2012,1,3,1990-06-28\n",
            Kind::Battle,
            None,
        ),
    ] {
        let import = read(text);
        let event = &import.data.events[0];
        assert_eq!(
            (import.format.as_str(), event.edtf.as_str(), event.kind),
            ("ucdp-years", "2012/2012", kind),
            "{text}"
        );
        assert_eq!(event.toll().map(|toll| toll.low), killed, "{text}");
        assert_eq!(import.data.texts.get(import.data.place(event.places[0].place).name, "en"), "Mali");
    }
}

#[test]
fn tables_in_french_and_arabic_as_desks_keep_them() {
    let import = read(
        "N°;Date de l'incident;Cercle;Commune;Type d'incident;Auteurs présumés;Nb de tués\n1;10-janv.-2013;Mopti;Konna;Enlèvement;Groupe A;3\n",
    );
    let event = &import.data.events[0];
    assert_eq!((event.edtf.as_str(), event.kind, event.actors.len()), ("2013-01-10", Kind::HostageTaking, 1));
    assert_eq!(event.toll().map(|toll| toll.low), Some(3));
    let import = read("التاريخ,المكان,القتلى\n2013-01-10,كونا,٣\n");
    assert_eq!((messages(&import).as_str(), import.data.events[0].toll().map(|toll| toll.low)), ("", Some(3)));
    let import = read("start,end,date_incident,lieu\n2013-01-12T10:00:00Z,2013-01-12T10:05:00Z,2013-01-10,Konna\n");
    assert_eq!((messages(&import).as_str(), import.data.events[0].edtf.as_str()), ("", "2013-01-10"));
}
