//! Codes and figures as data frames write them.

use crate::support::*;
use conflict_timeline_core::model::{Kind, PlacePrecision, Role};
use conflict_timeline_core::problem::Code;

#[test]
fn codes_that_a_data_frame_made_floats_mean_what_they_meant() {
    let import = read(
        "id,year,type_of_violence,side_a,side_b,where_prec,date_prec,event_clarity,where_coordinates,latitude,longitude,date_start,date_end,best,high,low\n\
         17.0,2013.0,3.0,Group A,Civilians,4.0,2.0,2.0,Gao,16.27,-0.04,2013-01-10,2013-01-14,3.0,4.0,2.0\n",
    );
    assert_eq!((import.format.as_str(), messages(&import).as_str()), ("ucdp-ged", ""));
    let event = event(&import.data, "17");
    assert_eq!((event.kind, event.actors[1].role), (Kind::CivilianHarm, Role::Victim));
    assert_eq!(event.edtf, "2013-01-10/2013-01-14");
    assert!(event.when.lasts, "a summary of several events");
    assert_eq!(import.data.place(event.places[0].place).precision, PlacePrecision::Area);
    assert_eq!(event.toll().map(|toll| (toll.low, toll.high)), Some((2, 4)));
    // Made for this test in the layout of ACLED.
    let import = read(
        "event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,inter1,actor2,inter2,location,latitude,longitude,geo_precision,fatalities\n\
         TST1,2013-01-10,2013.0,3.00,Battles,Armed clash,A,1.0,B,2.0,Gao,16.27,-0.04,3.0,1.0\n",
    );
    let event = &import.data.events[0];
    assert_eq!(event.edtf, "2013-01");
    assert_eq!(import.data.place(event.places[0].place).precision, PlacePrecision::Area);
    let sorts: Vec<&str> = import.data.actors.iter().map(|actor| actor.sort.as_str()).collect();
    assert_eq!(sorts, ["state", "group"]);
}

#[test]
fn a_point_before_three_noughts_may_be_thousands_and_is_said() {
    let import =
        read("id,date,place,killed\na,2013-01-10,Gao,1.000\nb,2013-01-11,Gao,1.0\nc,2013-01-12,Gao,\"1,000\"\n");
    let data = &import.data;
    let found = complaints(&import);
    assert!(matches!(&found[..], [(Code::WrongType, 2, clause)] if clause.contains("thousands")), "{found:?}");
    assert_eq!(kept(data, event(data, "a"), "killed"), "1.000");
    assert_eq!(event(data, "c").toll().map(|toll| toll.low), Some(1000));
}

#[test]
fn a_toll_in_words_is_a_claim_as_it_is_worded() {
    let import = read(
        "id,date,place,killed,wounded\na,2013-01-10,Konna,10-12,~20\nb,2013-01-11,Gao,at least 5,several\n\
         c,2013-01-12,Gao,unknown,3\n",
    );
    let data = &import.data;
    let toll = |slug| event(data, slug).toll().map(|toll| (toll.low, toll.high, toll.is_open));
    assert_eq!((toll("a"), toll("b"), toll("c")), (Some((10, 12, false)), Some((5, 5, true)), None));
    assert_eq!((event(data, "a").claims.len(), event(data, "b").claims.len()), (2, 2));
    assert_eq!(kept(data, event(data, "b"), "killed"), "at least 5");
    assert_eq!(messages(&import).lines().count(), 1, "{}", messages(&import));
}
