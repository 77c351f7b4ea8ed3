//! Who says what: every claim a row with its claimant and wording, figures drawn on one scale.

use super::el::{El, cl, el, heading, text};
use super::list::{pair, told};
use super::sides::short_id;
use super::state::Shown;
use super::text::{Msg, Words};
use conflict_timeline_core::model::{ActorId, Claim, ClaimStatus, Claimant, EventId, Measure, TextId, Word, Wording};

/// Claims that answer the same question, by position.
struct Group {
    what: Measure,
    about: Option<ActorId>,
    unit: TextId,
    claims: Vec<usize>,
}

/// Groups by kind of measure; equal units may be texts of their own, so `unit` tells their words.
fn groups<'a>(claims: &[Claim], unit: &dyn Fn(TextId) -> &'a str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, claim) in claims.iter().enumerate() {
        let about = claim.about.filter(|_| is_counted(claim.what));
        let of = if is_counted(claim.what) { claim.unit } else { TextId::default() };
        let is_same =
            |group: &&mut Group| (group.what, group.about) == (claim.what, about) && unit(group.unit) == unit(of);
        match groups.iter_mut().find(is_same) {
            Some(group) => group.claims.push(index),
            None => {
                let at = groups.partition_point(|group| group.what.index() <= claim.what.index());
                groups.insert(at, Group { what: claim.what, about, unit: of, claims: vec![index] });
            }
        }
    }
    groups
}

/// Counted, and not told in words.
fn is_counted(what: Measure) -> bool {
    what.index() <= Measure::Strength.index()
}

/// Drawn on the event’s one scale: people harmed, taken or freed. Crowds of the displaced and whole
/// forces would press all others against nought.
fn is_drawn(claim: &Claim) -> bool {
    claim.what.index() <= Measure::Freed.index() && claim.unit.is_none()
}

/// A scale from nought, in round steps, at most four.
#[derive(Debug, PartialEq)]
struct Scale {
    step: u32,
    top: u32,
}

impl Scale {
    fn new(claims: &[Claim]) -> Self {
        let reach = |claim: &Claim| {
            let word = || extent(claim).map(|(low, _)| low * 2);
            claim.high.or(claim.low).or_else(word)
        };
        let largest = claims.iter().filter(|claim| is_drawn(claim)).filter_map(reach).max().unwrap_or(0).max(1);
        let mut step = 1_u32;
        let mut next = [2, 5, 10].iter().cycle();
        let mut decade = 1_u32;
        while step.saturating_mul(4) < largest {
            let factor = *next.next().unwrap_or(&10);
            step = decade.saturating_mul(factor);
            if factor == 10 {
                decade = step;
            }
        }
        Self { step, top: largest.div_ceil(step).saturating_mul(step) }
    }

    /// As a CSS length along the scale.
    fn at(&self, n: u32) -> String {
        let mille = u64::from(n.min(self.top)) * 1000 / u64::from(self.top);
        [&(mille / 10).to_string(), ".", &(mille % 10).to_string(), "%"].concat()
    }
}

/// From where to where a claim reaches; a word reaches over the numbers that it can mean.
fn extent(claim: &Claim) -> Option<(u32, u32)> {
    let low = claim.low.or(claim.high);
    match (claim.wording, low) {
        (Wording::UpTo, Some(low)) => Some((0, claim.high.unwrap_or(low))),
        (_, Some(low)) => Some((low, claim.high.unwrap_or(low))),
        (Wording::Several, None) => Some((3, 9)),
        (Wording::Dozens, None) => Some((24, 99)),
        (Wording::Hundreds, None) => Some((200, 999)),
        _ => None,
    }
}

/// The form in which a claim is drawn, as the style sheet names it.
fn form(claim: &Claim) -> &'static str {
    match (claim.wording, extent(claim)) {
        (Wording::Denied, _) => "",
        (_, None) => "none",
        (Wording::Several | Wording::Dozens | Wording::Hundreds, _) if claim.low.is_none() => "word",
        (Wording::AtLeast | Wording::MoreThan, _) => "open",
        (Wording::About, _) => "about",
        (Wording::UpTo, _) => "up-to",
        (_, Some((low, high))) if low < high => "range",
        _ => "exact",
    }
}

/// The claims about an event, grouped by what and about whom.
pub(super) fn ledger(shown: &Shown, words: &Words, id: EventId, level: u8) -> El {
    let claims = &shown.data.event(id).claims;
    let scale = claims.iter().any(is_drawn).then(|| Scale::new(claims));
    let ticks = scale.as_ref().map(|scale| {
        let ticks = (0..=scale.top / scale.step).map(|n| {
            let n = n * scale.step;
            el("small").style("inset-inline-start", scale.at(n)).text(words.number(n as usize))
        });
        cl("div", "ct-scale").attr("aria-hidden", "true").kid(el("span").kids(ticks))
    });
    let groups = groups(claims, &|id| words.data(&shown.data, id));
    let mut all = cl("div", "ct-ledger").kids(ticks);
    for group in &groups {
        let rivals = groups.iter().filter(|other| other.what == group.what).count();
        let rows = group.claims.iter().map(|index| row(shown, words, claims, &claims[*index], scale.as_ref()));
        let title = heading(level, "ct-group").text(name(shown, words, group, rivals > 1));
        all = all.kid(title).kid(el("dl").kids(rows));
    }
    all
}

/// "Killed: Malian army"
fn name(shown: &Shown, words: &Words, group: &Group, has_rivals: bool) -> String {
    let measure = words.measure(group.what);
    let whom = match group.about {
        Some(actor) => words.data(&shown.data, shown.data.actor(actor).name),
        None if has_rivals => words.say(Msg::DetailUnsaid),
        None => "",
    };
    let unit = words.data(&shown.data, group.unit);
    let whom = if whom.is_empty() || unit.is_empty() { [unit, whom].concat() } else { pair(words, unit, whom) };
    if whom.is_empty() { measure.into() } else { words.fill(Msg::DetailOf, &[("what", measure), ("whom", &whom)]) }
}

fn row(shown: &Shown, words: &Words, claims: &[Claim], claim: &Claim, scale: Option<&Scale>) -> El {
    let data = &shown.data;
    let is_old = claim.status != ClaimStatus::Stands;
    let voice = (!claim.voice.is_none()).then(|| told(words, data, claim.voice));
    let (who, voice) = match claim.by {
        Claimant::Actor(id) => (told(words, data, short_id(words, data, id)), voice),
        Claimant::Source(id) => (told(words, data, data.source(id).title), voice),
        Claimant::Unattributed => (voice.unwrap_or_else(|| text(words.say(Msg::DetailUnattributed))), None),
    };
    let said = match &claim.said {
        Some(when) => words.fill(Msg::DetailSaid, &[("date", &words.when(when))]),
        None => words.say(Msg::DetailUndated).into(),
    };
    let mut place = vec![said];
    if let Some(source) = claim.source.filter(|source| claim.by != Claimant::Source(*source)) {
        place.push(words.data(data, data.source(source).title).into());
    }
    if claim.line > 0 {
        place.push(words.fill(Msg::DetailLines, &[("lines", &claim.line.to_string())]));
    }
    let figure = words.figure(claim.wording, claim.low, claim.high);
    let says = (!claim.says.is_none()).then(|| told(words, data, claim.says));
    let is_text = !is_counted(claim.what);
    let (figure, says) = match says {
        Some(says) if is_text => (says, None),
        says => (text(figure), says),
    };
    let figure = if is_old { el("s").kid(figure) } else { figure };
    let fate = match (claim.status, claim.replaced_by.and_then(|index| claims.get(index as usize))) {
        (ClaimStatus::Stands, _) => None,
        (ClaimStatus::Superseded, Some(next)) => {
            let next = words.figure(next.wording, next.low, next.high);
            Some(words.fill(Msg::DetailReplaced, &[("n", &next)]))
        }
        _ => Some(words.say(Msg::DetailWithdrawn).into()),
    };
    let small = |kid: El| el("small").text(" ").kid(kid);
    let plot = scale.filter(|_| is_drawn(claim)).map(|scale| {
        let (low, high) = extent(claim).unwrap_or((0, scale.top));
        let mark = el("i")
            .attr("data-form", form(claim))
            .style("inset-inline-start", scale.at(low))
            .style("inline-size", scale.at(high.min(scale.top).saturating_sub(low)));
        let ticks = [&scale.at(scale.step), " 100%"].concat();
        cl("span", "ct-line").attr("aria-hidden", "true").style("background-size", ticks).kid(mark)
    });
    let class = match (is_old, is_text || plot.is_none()) {
        (false, false) => "ct-claim",
        (true, false) => "ct-claim is-old",
        (false, true) => "ct-claim is-text",
        (true, true) => "ct-claim is-old is-text",
    };
    let place = place.join(words.say(Msg::ListComma));
    let who = el("dt").kid(who).kids(voice.map(small)).text(" ").kid(el("small").text(place));
    let says = says.into_iter().chain(fate.map(text)).map(small);
    cl("div", class).kid(who).kid(el("dd").kids(plot).kid(el("span").kid(figure).kids(says)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn killed(wording: Wording, low: Option<u32>, high: Option<u32>) -> Claim {
        Claim { wording, low, high, ..Claim::default() }
    }

    #[test]
    fn the_scale_is_round_and_starts_at_nought() {
        let top = |low, high| {
            let scale = Scale::new(&[killed(Wording::Range, Some(low), Some(high))]);
            (scale.step, scale.top)
        };
        assert_eq!(top(46, 148), (50, 150));
        assert_eq!(top(98, 98), (50, 100));
        assert_eq!(top(3, 3), (1, 3));
        assert_eq!(top(12, 12), (5, 15));
        assert_eq!(top(0, 0), (1, 1));
        assert_eq!(top(0, u32::MAX).1, u32::MAX);
        let scale = Scale { step: 50, top: 150 };
        assert_eq!([scale.at(0), scale.at(50), scale.at(150), scale.at(900)], ["0.0%", "33.3%", "100.0%", "100.0%"]);
    }

    #[test]
    fn each_wording_has_its_form() {
        assert_eq!(form(&killed(Wording::Exact, Some(4), None)), "exact");
        assert_eq!(form(&killed(Wording::Exact, Some(4), Some(6))), "range");
        assert_eq!(form(&killed(Wording::MoreThan, Some(4), None)), "open");
        assert_eq!(form(&killed(Wording::Dozens, None, None)), "word");
        assert_eq!(form(&killed(Wording::Dozens, Some(30), None)), "exact");
        assert_eq!(form(&killed(Wording::NoneGiven, None, None)), "none");
        assert_eq!(form(&killed(Wording::Denied, None, None)), "");
        assert_eq!(extent(&killed(Wording::UpTo, None, Some(90))), Some((0, 90)));
    }

    #[test]
    fn claims_about_the_same_stand_together() {
        let about = |id| Some(ActorId(id));
        let claims = [
            Claim { what: Measure::Control, about: about(1), ..Claim::default() },
            Claim { about: about(1), ..Claim::default() },
            Claim { about: about(2), ..Claim::default() },
            Claim { about: about(1), ..Claim::default() },
            Claim { what: Measure::Control, about: about(2), ..Claim::default() },
        ];
        let found: Vec<Vec<usize>> = groups(&claims, &|_| "").into_iter().map(|group| group.claims).collect();
        assert_eq!(found, [vec![1, 3], vec![2], vec![0, 4]]);
    }

    #[test]
    fn forces_and_the_displaced_do_not_set_the_scale() {
        let claims = [
            killed(Wording::Exact, Some(10), None),
            Claim { what: Measure::Strength, low: Some(1200), ..Claim::default() },
        ];
        assert_eq!(Scale::new(&claims), Scale { step: 5, top: 10 });
    }
}
