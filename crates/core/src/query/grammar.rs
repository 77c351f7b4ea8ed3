//! The one textual form of a filter, used by the attribute, the URL, the tool and the tests.

use super::{Dates, Dimension, Filter, GeoBox};
use crate::model::DataSet;
use crate::problem::{Code, Problem, unknown};
use crate::time::When;

const DATES: [&str; 3] = ["overlap", "inside", "start"];
/// What is wrong with days the wrong way round.
pub const REVERSED: &str = "the last day lies before the first";
const YES_NO: [&str; 2] = ["yes", "no"];

impl Filter {
    /// Reads the textual form. Parts that are wrong are complained about and left out; the rest applies.
    ///
    /// ```
    /// use conflict_timeline_core::{model::DataSet, query::Filter};
    /// let data = DataSet::default();
    /// let (filter, problems) = Filter::parse("kind=battle;from=2012-01;to=2013-06;q=convoy", &data);
    /// assert!(problems.is_empty());
    /// assert_eq!(filter.to_text(&data), "kind=battle;from=2012-01-01;to=2013-06-30;q=convoy");
    /// let (_, problems) = Filter::parse("kind=batle", &data);
    /// assert_eq!(problems[0].message, "unknown kind `batle`, did you mean `battle`?");
    /// ```
    #[must_use]
    pub fn parse(text: &str, data: &DataSet) -> (Self, Vec<Problem>) {
        let mut filter = Self::default();
        let mut problems = Vec::new();
        let (mut offset, mut days_column) = (0, 0);
        for part in text.split(';') {
            let trimmed = part.trim();
            if !trimmed.is_empty() {
                let column = text[..offset + text[offset..].find(trimmed).unwrap_or(0)].chars().count();
                if trimmed.split_once('=').is_some_and(|(key, _)| matches!(key.trim(), "from" | "to")) {
                    days_column = column;
                }
                filter.read_part(trimmed, column, data, &mut problems);
            }
            offset += part.len() + 1;
        }
        if let (Some(from), Some(to)) = (filter.from, filter.to)
            && to < from
        {
            filter.to = None;
            problems.push(problem(Code::FilterDate, days_column, REVERSED.into()));
        }
        (filter, problems)
    }

    fn read_part(&mut self, part: &str, column: usize, data: &DataSet, problems: &mut Vec<Problem>) {
        let mut complain =
            |code: Code, shift: usize, message: String| problems.push(problem(code, column + shift, message));
        let Some((key, value)) = part.split_once('=') else {
            return complain(
                Code::FilterSyntax,
                0,
                format!("`{part}` is no filter: write `key=value`, as in `kind=battle`"),
            );
        };
        let (key, value, shift) = (key.trim(), value.trim(), key.chars().count() + 1);
        if value.is_empty() {
            return;
        }
        if let Some(dimension) = Dimension::from_name(key) {
            let mut at = shift;
            for name in value.split(',') {
                self.read_value(dimension, name.trim(), data, &mut |message| {
                    complain(Code::FilterValue, at, message);
                });
                at += name.chars().count() + 1;
            }
            return;
        }
        match key {
            "from" | "to" => match When::parse(value) {
                Ok(when) if key == "from" => self.from = Some(when.earliest),
                Ok(when) => self.to = Some(when.latest),
                Err(error) => complain(
                    Code::FilterDate,
                    shift + error.offset,
                    format!("`{value}` is no date: {}; write 2013, 2013-01 or 2013-01-14", error.reason),
                ),
            },
            "dates" => match DATES.iter().position(|name| *name == value) {
                Some(index) => self.dates = [Dates::Overlap, Dates::Inside, Dates::Start][index],
                None => complain(Code::FilterValue, shift, unknown("dates", value, &mut DATES.into_iter())),
            },
            "toll" => match range(value) {
                Some(range) => self.toll = Some(range),
                None => complain(
                    Code::FilterRange,
                    shift,
                    format!("`{value}` is no range: write `10..`, `10..50` or `..50`"),
                ),
            },
            "disputed" => match YES_NO.iter().position(|name| *name == value) {
                Some(index) => self.disputed = Some(index == 0),
                None => complain(Code::FilterValue, shift, unknown("disputed", value, &mut YES_NO.into_iter())),
            },
            "within" => match GeoBox::parse(value) {
                Some(within) => self.within = Some(within),
                None => complain(
                    Code::FilterRange,
                    shift,
                    format!("`{value}` is no box: write south,west,north,east in degrees, as in `14.5,-4.5,17,1.5`"),
                ),
            },
            "q" => self.text = decoded(value),
            _ => {
                let mut known = Dimension::ALL
                    .into_iter()
                    .map(Dimension::name)
                    .chain(["from", "to", "dates", "toll", "disputed", "within", "q"]);
                complain(Code::FilterKey, 0, unknown("filter", key, &mut known));
            }
        }
    }

    fn read_value(&mut self, dimension: Dimension, name: &str, data: &DataSet, complain: &mut dyn FnMut(String)) {
        let (is_out, name) = match name.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, name),
        };
        if name.is_empty() {
            return;
        }
        let choice = &mut self.choices[dimension as usize];
        match dimension.value(data, name) {
            Some(value) => {
                let list = if is_out { &mut choice.exclude } else { &mut choice.include };
                if !list.contains(&value) {
                    list.push(value);
                    crate::order::ids(list);
                }
            }
            None => {
                let count = dimension.count(data) as u32;
                let mut known = (0..count).map(|value| dimension.value_name(data, value));
                complain(unknown(dimension.name(), name, &mut known));
            }
        }
    }

    /// The textual form; reading it again gives the same filter.
    #[must_use]
    pub fn to_text(&self, data: &DataSet) -> String {
        let mut parts: Vec<String> = Vec::new();
        for dimension in Dimension::ALL {
            let choice = self.choice(dimension);
            if choice.is_empty() {
                continue;
            }
            let mut names: Vec<String> = Vec::new();
            names.extend(choice.include.iter().map(|value| dimension.value_name(data, *value).to_string()));
            names.extend(choice.exclude.iter().map(|value| ["-", dimension.value_name(data, *value)].concat()));
            parts.push([dimension.name(), "=", &names.join(",")].concat());
        }
        if let Some(from) = self.from {
            parts.push(format!("from={from}"));
        }
        if let Some(to) = self.to {
            parts.push(format!("to={to}"));
        }
        if self.dates != Dates::default() {
            parts.push(["dates=", DATES[self.dates as usize]].concat());
        }
        if let Some((low, high)) = self.toll {
            parts.push(match high {
                Some(high) => format!("toll={low}..{high}"),
                None => format!("toll={low}.."),
            });
        }
        if let Some(is_disputed) = self.disputed {
            parts.push(["disputed=", YES_NO[usize::from(!is_disputed)]].concat());
        }
        if let Some(within) = self.within {
            parts.push(format!("within={within}"));
        }
        if !self.text.is_empty() {
            parts.push(["q=", &encoded(&self.text)].concat());
        }
        parts.join(";")
    }
}

fn problem(code: Code, column: usize, message: String) -> Problem {
    Problem { code, file: "filter".into(), line: 1, column: column as u32 + 1, path: String::new(), message }
}

fn range(text: &str) -> Option<(u32, Option<u32>)> {
    match text.split_once("..") {
        None => text.parse().ok().map(|number| (number, Some(number))),
        Some((low, high)) => {
            let low = if low.is_empty() { 0 } else { low.parse().ok()? };
            let high = if high.is_empty() { None } else { Some(high.parse().ok()?) };
            high.is_none_or(|high| low <= high).then_some((low, high))
        }
    }
}

/// `;` parts filters, so words that hold one write it as `%3B`.
#[must_use]
pub fn encoded(text: &str) -> String {
    text.replace('%', "%25").replace(';', "%3B")
}

fn decoded(text: &str) -> String {
    text.replace("%3B", ";").replace("%3b", ";").replace("%25", "%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn there_and_back(text: &str) {
        let data = DataSet::default();
        let (filter, problems) = Filter::parse(text, &data);
        assert_eq!(problems, vec![], "{text}");
        assert_eq!(filter.to_text(&data), text);
    }

    #[test]
    fn the_text_form_goes_there_and_back() {
        there_and_back("");
        there_and_back("bloc=AZ;kind=battle,airstrike;status=-denied");
        there_and_back("from=2012-01-01;to=2013-06-30;dates=inside;toll=10..;q=50%25 %3B convoy");
        there_and_back("toll=0..50");
        there_and_back("precision=month,-decade;disputed=yes;within=14.5,-4.00001,17,1.5");
        there_and_back("disputed=no");
    }

    #[test]
    fn wrong_parts_are_named_and_the_rest_applies() {
        let data = DataSet::default();
        let text = "kind=batle,ambush; knd=x;from=2013-02-30;toll=9..3;nonsense;to=2013";
        let (filter, problems) = Filter::parse(text, &data);
        let found: Vec<(Code, u32)> = problems.iter().map(|problem| (problem.code, problem.column)).collect();
        assert_eq!(
            found,
            [
                (Code::FilterValue, 6),
                (Code::FilterKey, 20),
                (Code::FilterDate, 39),
                (Code::FilterRange, 48 - 1),
                (Code::FilterSyntax, 53 - 1),
            ]
        );
        assert_eq!(filter.to_text(&data), "kind=ambush;to=2013-12-31");
    }

    #[test]
    fn days_the_wrong_way_round_are_named() {
        let data = DataSet::default();
        let (filter, problems) = Filter::parse("from=2014; to=2012;toll=3..", &data);
        assert_eq!((problems.len(), problems[0].code, problems[0].column), (1, Code::FilterDate, 12));
        assert_eq!(problems[0].message, REVERSED);
        assert_eq!(filter.to_text(&data), "from=2014-01-01;toll=3..");
        assert_eq!(Filter::parse("from=2013-06;to=2013", &data).1, []);
    }

    #[test]
    fn toggling_twice_is_nothing() {
        let mut filter = Filter::default();
        filter.toggle(Dimension::Kind, 3);
        assert_eq!(filter.choice(Dimension::Kind).include, [3]);
        filter.toggle(Dimension::Kind, 3);
        assert!(filter.is_empty());
    }
}
