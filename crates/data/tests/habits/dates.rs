//! Cells of dates that hold more than a date, and the order of day and month.

use crate::support::*;
use conflict_timeline_core::problem::Code;
use conflict_timeline_core::time::When;

#[test]
fn what_is_edtf_already_stays_as_it_is() {
    let dates = [
        "2007/2009",
        "2012-07/2012-10-31",
        "2024-10/..",
        "../2012-07",
        "[2013-01-28,2013-01-29]",
        "[2013-01-28..2013-01-29]",
        "2012-03-22~/2012-04-05",
        "[2018-01?..2018-04?]",
        "[..2012-07]",
        "2013-01-14/2013-01-14",
        "2013-05-XX",
        "201X",
    ];
    let rows: String = dates.iter().enumerate().map(|(at, date)| format!("e{at},\"{date}\",x\n")).collect();
    let import = read(["id,date,title\n", &rows].concat());
    assert_eq!(import.problems, []);
    for (at, date) in dates.iter().enumerate() {
        let event = event(&import.data, &format!("e{at}"));
        assert_eq!((event.edtf.as_str(), Ok(event.when)), (*date, When::parse(date)));
        assert_eq!(kept(&import.data, event, "date"), "", "{date}");
    }
    // What no EDTF can join is left to the record, and words behind a date make it no firmer.
    let import = read("id,date,end,title\na,2007/2009,2010,x\nb,2012-07/2012-10-31 (AFP),,y\nc,2007/2009,ongoing,z\n");
    for (slug, edtf, column, cell) in [
        ("a", "2007/2009", "end", "2010"),
        ("b", "2012-07/2012-10", "date", "2012-07/2012-10-31 (AFP)"),
        ("c", "2007/2009", "end", "ongoing"),
    ] {
        let event = event(&import.data, slug);
        assert_eq!((event.edtf.as_str(), kept(&import.data, event, column).as_str()), (edtf, cell));
    }
}

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

#[test]
fn no_day_is_made_of_years_before_0_and_after_9999() {
    let far = ["44 BC", "-0043-03-15", "0044-03-15 BC", "15 March 44 BC", "52 av. J.-C.", "12013-01-01"];
    let rows: String = far.iter().map(|date| format!("{date},Gao\n")).collect();
    let import = read(format!("date,place\n{rows}2013-01-10,Gao\n"));
    assert_eq!(import.data.events.len(), 1);
    let found = complaints(&import);
    assert!(
        matches!(&found[..], [(Code::OutOfRange, 2, clause)] if clause.starts_with("outside of the years 0 to 9999"))
    );
    assert_eq!(import.troubles[0].count as usize, far.len());
    let json = read(r#"{"events": [{"when": "-0043-03-15", "title": "x"}, {"when": "2013-01-10", "title": "y"}]}"#);
    assert_eq!(json.data.events.len(), 1);
    assert!(messages(&json).contains("`-0043-03-15`: years before 0000 cannot be shown"), "{}", messages(&json));
    let slides = read(
        r#"{"events": [{"start_date": {"year": "-44", "month": "3"}, "text": {"headline": "x"}},
            {"start_date": {"year": "2013"}, "text": {"headline": "y"}}]}"#,
    );
    assert_eq!((slides.data.events.len(), complaints(&slides)[0].0), (1, Code::OutOfRange));
}

#[test]
fn days_counted_by_a_spreadsheet_are_told_and_those_of_a_data_frame_are_read() {
    let import = read("date,place\n41284,Gao\n2013-01-10,Gao\n");
    assert_eq!(import.data.events.len(), 1);
    assert!(messages(&import).contains("give the column the form of dates"), "{}", messages(&import));
    let import = read(r#"[{"date": 1357776000000, "place": "Gao"}]"#);
    assert_eq!(import.data.events[0].edtf, "2013-01-10");
}

#[test]
fn a_month_of_three_columns_may_be_a_word_and_the_day_be_called_jour() {
    let import = read("year,month,day,place\n2013,January,10,Konna\n2013,févr.,,Gao\n2013,Q1,,Gao\n");
    let edtf: Vec<&str> = import.data.events.iter().map(|event| event.edtf.as_str()).collect();
    assert_eq!((edtf, complaints(&import).len()), (vec!["2013-01-10", "2013-02"], 1));
    let import = read("Année,Mois,Jour,Titre\n2013,1,10,Konna\n");
    assert_eq!((import.data.events[0].edtf.as_str(), messages(&import).as_str()), ("2013-01-10", ""));
}

#[test]
fn digits_and_months_of_arabic_and_persian_are_read() {
    let import = read(
        "date,place,killed,lat,lon\n٢٠١٢-٠١-١٧,مينكا,٣,١٥٫٩١,٢٫٤\n۱۸/۰۱/۲۰۱۲,Gao,۱۲,,\n١٩ يناير ٢٠١٢,غاو,١٬٢٣٤,,\n",
    );
    assert_eq!(messages(&import), "");
    let told: Vec<_> =
        import.data.events.iter().map(|event| (event.edtf.as_str(), event.toll().map(|toll| toll.low))).collect();
    assert_eq!(told, [("2012-01-17", Some(3)), ("2012-01-18", Some(12)), ("2012-01-19", Some(1234))]);
    let place = import.data.places.iter().find(|place| place.lat_e5.is_some()).expect("a point");
    assert_eq!((place.lat_e5, place.lon_e5), (Some(1_591_000), Some(240_000)));
}

#[test]
fn a_time_in_utc_may_be_of_another_day_where_it_was() {
    let import = read(
        "date,place\n2013-01-10T23:30:00Z,Gao\n2013-01-10 23:30:00 +00:00,Ber\n2013-01-10 00:00:00+00,Kidal\n2013-01-10T23:30:00+01:00,Menaka\n2013/01/10 00:00,Konna\n",
    );
    assert_eq!(
        messages(&import),
        "date: 2 rows with a moment in UTC, read as its day there, which may be another one where it was, first at line 2 (`2013-01-10T23:30:00Z`)\n"
    );
}
