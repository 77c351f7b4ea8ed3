//! A date back into the text that reads as the same date.

use super::{Day, Precision, Qualifier, When};

/// EDTF text that [`When::parse`] reads as this very date.
///
/// ```
/// use conflict_timeline_core::time::{When, edtf};
/// for text in ["2013-01-14", "2012-07", "2013-01-14/2013-01-21", "[..2012-07-17]", "2013-01~", "2024-10/.."] {
///     assert_eq!(edtf(&When::parse(text)?), text);
/// }
/// # Ok::<(), conflict_timeline_core::time::WhenError>(())
/// ```
#[must_use]
pub fn edtf(when: &When) -> String {
    let mark = match when.qualifier {
        Qualifier::None => "",
        Qualifier::Uncertain => "?",
        Qualifier::About => "~",
        Qualifier::Both => "%",
    };
    let ends = |texts: Vec<String>| texts.into_iter().flat_map(move |text| [format!("{text}{mark}"), text]);
    for from in ends(beginnings(when.earliest, when.precision)) {
        for to in ends(endings(when.latest, when.precision)) {
            // Both read alike; "one of two" is said of neighbours only.
            let is_pair = when.latest == when.earliest.plus(1);
            let (pair, stretch) = (format!("[{from},{to}]"), format!("[{from}..{to}]"));
            let (first, second) = if is_pair { (pair, stretch) } else { (stretch, pair) };
            for text in [
                from.clone(),
                format!("{from}/{to}"),
                first,
                second,
                format!("{from}/.."),
                format!("../{to}"),
                format!("[{from}..]"),
                format!("[..{to}]"),
            ] {
                if When::parse(&text).is_ok_and(|read| read == *when) {
                    return text;
                }
            }
        }
    }
    // No text of ours reads as this; two days hold at least its extent.
    format!("[{}..{}]", when.earliest, when.latest)
}

/// What may begin on a day: a month, a year or a decade first where the precision is that coarse, else the day.
fn beginnings(day: Day, precision: Precision) -> Vec<String> {
    units(day, day == day.month_start(), day == day.year_start(), precision)
}

/// What may end on a day.
fn endings(day: Day, precision: Precision) -> Vec<String> {
    let next = day.plus(1);
    let mut texts = units(day, next == next.month_start(), next == next.year_start(), precision);
    // An open end keeps the first day of its unit only.
    texts.extend(beginnings(day, precision));
    texts
}

fn units(day: Day, is_month: bool, is_year: bool, precision: Precision) -> Vec<String> {
    let (year, month, _) = day.ymd();
    let mut texts = Vec::new();
    if is_year && precision >= Precision::Decade {
        texts.push(format!("{:03}X", year.div_euclid(10)));
    }
    if is_year && precision >= Precision::Year {
        texts.push(format!("{year:04}"));
    }
    if is_month && precision >= Precision::Month {
        texts.push(format!("{year:04}-{month:02}"));
    }
    texts.push(day.to_string());
    texts
}

#[cfg(test)]
mod tests {
    use super::edtf;
    use crate::time::When;

    #[test]
    fn every_form_reads_as_the_same_date() {
        for text in [
            "2013-01-14",
            "2012-07",
            "2013",
            "201X",
            "2013-01-14/2013-01-21",
            "2012-07/2012-10-31",
            "2012-07-31/2012-10",
            "2012/2013",
            "2024-10/..",
            "2024/..",
            "../2012-07-17",
            "../2012-07",
            "[2013-01-28,2013-01-29]",
            "[2013-01-28..2013-02-03]",
            "[2013-01..2013-02-03]",
            "[2013-01..2013-03]",
            "[2012,2014]",
            "[..2012-07-17]",
            "[..2012-07]",
            "[2012-07..]",
            "[2012-07-03..]",
            "2013-01~",
            "2013-01-14?",
            "2013%",
            "2013-01~/2013-02",
            "2013-01/2013-02~",
            "[2013-01-28?..2013-02-03]",
            "2013-01-01",
            "2013-12-31",
        ] {
            let when = When::parse(text).expect(text);
            let back = edtf(&when);
            assert_eq!(When::parse(&back), Ok(when), "{text} became {back}");
        }
    }
}
