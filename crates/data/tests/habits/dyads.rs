//! Rows of one battle as one event, and back.

use crate::support::*;
use conflict_data::export;
use conflict_timeline_core::ingest::{Importer, Options, ungroup};
use conflict_timeline_core::model::DataSet;

/// In the layout of UCDP; the first two rows are one battle.
const ROWS: &str = "\
id,type_of_violence,side_a,side_b,where_prec,date_prec,where_coordinates,adm_1,latitude,longitude,country,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,source_office,remark
1,1,Government,Group A,1,1,Konna,Mopti,14.94,-3.89,Mali,2013-01-10,2013-01-10,10,15,0,5,30,40,30,AFP;Reuters,first
2,1,Government,Group B,2,1,Konna,Mopti,14.94,-3.89,Mali,2013-01-10,2013-01-10,11,20,0,0,31,31,31,RFI,
3,1,Government,Group C,1,1,Konna,Mopti,14.94,-3.89,Mali,2013-01-10,2013-01-10,4,0,0,0,4,4,4,AFP,
4,1,Government,Group A,1,1,Gao,Gao,16.27,-0.04,Mali,2013-01-11,2013-01-11,1,1,0,0,2,2,2,,
";

fn grouped(text: &str) -> DataSet {
    read_as(text, Options { is_grouped: true, ..Options::default() }).data
}

fn events(data: &DataSet) -> Vec<String> {
    let event = |event| serde_json::to_string_pretty(&export::Event::of(event, data)).expect("JSON");
    data.events.iter().map(event).collect()
}

#[test]
fn tolls_of_the_rows_are_added_and_sides_are_summed_side_by_side() {
    let two: String = ROWS.lines().take(3).map(|line| [line, "\n"].concat()).collect();
    let data = grouped(&two);
    let event = event(&data, "1+2");
    assert_eq!(event.toll().map(|toll| (toll.low, toll.high)), Some((61, 71)));
    let by_side = |name: Option<&str>| {
        let about = |claim: &&conflict_timeline_core::model::Claim| {
            !claim.voice.is_none() && claim.about.map(|id| data.actor(id).slug.as_str()) == name
        };
        event.claims.iter().filter(about).map(|claim| (claim.low, claim.high)).collect::<Vec<_>>()
    };
    assert_eq!(by_side(Some("government")), [(Some(21), None)]);
    assert_eq!(by_side(Some("group-b")), [(Some(20), None)]);
    assert_eq!(by_side(None), [(Some(5), None)]);
    // All of the third row's dead are of one side; it is added all the same.
    let all = grouped(ROWS);
    assert_eq!(crate::support::event(&all, "1+2+3").toll().map(|toll| (toll.low, toll.high)), Some((65, 75)));
}

#[test]
fn grouped_rows_come_back_as_they_were() {
    let plain = read(ROWS).data;
    let mut data = grouped(ROWS);
    assert_eq!(data.events.len(), 2);
    // Through a file and back: what grouping kept is in the set and not in memory.
    let json = export::json(&data).expect("JSON");
    assert_eq!(ungroup(&mut data), 1);
    assert_eq!(events(&data), events(&plain));
    let mut again = read(json).data;
    assert_eq!(ungroup(&mut again), 1);
    assert_eq!(events(&again), events(&plain));
    assert_eq!(event(&again, "2").sources[0].lines, [3], "the line of the row");
    assert_eq!(ungroup(&mut again), 0, "rows stay rows");
}

#[test]
fn rows_with_titles_and_texts_of_their_own_keep_them() {
    let text = "id,date,place,kind,attacker,target,killed,title,summary\n\
                1,2013-01-10,Konna,battle,A,B,3,First,\"One\ntwo\"\n2,2013-01-10,Konna,battle,A,C,,Second,\n";
    let mut importer = Importer::new(Options { is_grouped: true, file: "habit".into(), ..Options::default() });
    importer.feed(text.as_bytes());
    let mut data = importer.finish().data;
    assert_eq!(ungroup(&mut data), 1);
    assert_eq!(events(&data), events(&read(text).data));
}
