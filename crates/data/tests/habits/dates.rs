//! Cells of dates that hold more than a date, and the order of day and month.

use crate::support::*;
use conflict_timeline_core::problem::Code;

#[test]
fn nothing_behind_a_date_is_lost() {
    let import = read(
        "id,date,place\na,2013-01-10 to 2013-01-12,Gao\nb,20130110 or 20130111,Gao\nc,2013-01-10 (approx.),Gao\n\
         d,15 May 2018 10:00 - 17 May 2018 12:00,Gao\ne,2013-01-10 14:30,Gao\nf,2013-01-10 (unconfirmed),Gao\n\
         g,2013-01-10 00:00:00,Gao\n",
    );
    let data = &import.data;
    for (slug, edtf, cell) in [
        ("a", "2013-01-10/2013-01-12", "2013-01-10 to 2013-01-12"),
        ("b", "[2013-01-10,2013-01-11]", "20130110 or 20130111"),
        ("c", "2013-01-10~", "2013-01-10 (approx.)"),
        ("d", "2018-05-15/2018-05-17", "15 May 2018 10:00 - 17 May 2018 12:00"),
        ("e", "2013-01-10", "2013-01-10 14:30"),
        ("f", "2013-01-10", "2013-01-10 (unconfirmed)"),
        ("g", "2013-01-10", ""),
    ] {
        let event = event(data, slug);
        assert_eq!((event.edtf.as_str(), kept(data, event, "date").as_str()), (edtf, cell), "{slug}");
    }
    assert!(event(data, "a").when.lasts && !event(data, "b").when.lasts);
    let found = complaints(&import);
    assert!(matches!(&found[..], [(Code::BadDate, 7, clause)] if clause.starts_with("with a remark")), "{found:?}");
}

#[test]
fn the_month_stands_first_in_all_columns_where_one_date_shows_it() {
    let import = read(
        "id,start,end\na,01/25/2013,02/03/2013\nb,03/04/2013,03/06/2013\nc,10/02/2013,11/01/2013\n\
         d,03/04/2013 - 03/06/2013,\n",
    );
    let edtf = |slug| event(&import.data, slug).edtf.as_str();
    assert_eq!(edtf("a"), "2013-01-25/2013-02-03");
    assert_eq!(edtf("b"), "2013-03-04/2013-03-06");
    assert_eq!(edtf("c"), "2013-10-02/2013-11-01");
    assert_eq!(edtf("d"), "2013-03-04/2013-03-06");
    assert!(import.data.events.iter().all(|event| event.when.lasts));
    assert_eq!(messages(&import), "");
}

#[test]
fn an_order_that_nothing_shows_or_that_contradicts_itself_is_said() {
    let import = read("id,start,end\na,10/02/2013,11/01/2013\nb,2013-01-01,\n");
    let codes: Vec<Code> = complaints(&import).iter().map(|(code, ..)| *code).collect();
    assert_eq!(codes, [Code::DayOrMonth, Code::DateOrder]);
    let both = read("date,place\n03/04/2013,Gao\n13/04/2013,Gao\n04/13/2013,Gao\n");
    assert_eq!(complaints(&both)[0].0, Code::DayOrMonth);
}
