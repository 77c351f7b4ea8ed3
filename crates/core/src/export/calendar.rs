//! Events as iCalendar.

use super::told::Told;
use crate::model::{DataSet, Event, Status, Word};
use crate::time::Day;

/// iCalendar (RFC 5545): an all-day entry an event, from its first possible day to its last. Where date or status are not
/// firm, the summary says so. The description holds notes, claims and sources, and where the entry was taken from.
#[must_use]
pub fn ics(data: &DataSet, language: &str) -> String {
    let told = Told::for_people(data, language);
    let meta = &data.meta;
    let about = [told.origin().as_str(), &meta.licence_url, told.text(meta.credit)].map(str::to_string);
    let mut out = String::new();
    let head = [
        ("BEGIN", "VCALENDAR".into()),
        ("VERSION", "2.0".into()),
        ("PRODID", "-//conflict-timeline//conflict-timeline//EN".into()),
        ("NAME", escape(told.text(meta.title))),
        ("X-WR-CALNAME", escape(told.text(meta.title))),
        ("DESCRIPTION", escape(&paragraphs(&about))),
    ];
    head.iter().for_each(|(name, value)| put(&mut out, name, value));
    for event in &data.events {
        entry(&mut out, told, event);
    }
    put(&mut out, "END", "VCALENDAR");
    out
}

fn entry(out: &mut String, told: Told<'_>, event: &Event) {
    let (data, when) = (told.data, event.when);
    let mut words = told.paragraphs(event);
    words.push(told.origin());
    let status = told.status(event).map(|_| match event.status {
        Status::Confirmed => "CONFIRMED",
        Status::Claimed | Status::Disputed => "TENTATIVE",
        Status::Denied => "CANCELLED",
    });
    for (name, value) in [
        ("BEGIN", "VEVENT".into()),
        ("UID", escape(&uid(data, event))),
        ("DTSTAMP", digits(data.meta.date) + "T000000Z"),
        ("DTSTART;VALUE=DATE", digits(when.earliest)),
        ("DTEND;VALUE=DATE", digits(when.latest.plus(1))),
        ("SUMMARY", escape(&told.title(event))),
        ("STATUS", status.unwrap_or_default().into()),
        ("DESCRIPTION", escape(&paragraphs(&words))),
        ("LOCATION", escape(&told.places(event).join(", "))),
        ("GEO", told.points(event).first().map(|(_, lat, lon)| format!("{lat};{lon}")).unwrap_or_default()),
        ("CATEGORIES", event.kind.name().into()),
        ("TRANSP", "TRANSPARENT".into()),
        ("END", "VEVENT".into()),
    ] {
        put(out, name, &value);
    }
}

/// The name of an entry, which calendars tell entries by. Ids of a set with versions are the same in each of them. What a
/// table calls its events may be no more than day and place, so that its title, and date and title of the event, count too.
fn uid(data: &DataSet, event: &Event) -> String {
    let meta = &data.meta;
    let set = meta.name();
    if !meta.slug.is_empty() && !meta.version.is_empty() {
        return [&event.slug, "@", set].concat();
    }
    let text = |id| data.texts.first(id);
    let hash = fnv(&[set, text(meta.title), &event.slug, &event.edtf, text(event.title)]);
    format!("{}-{hash:016x}@{set}", event.slug)
}

/// FNV-1a, of 64 bits, each text with its end: it must never change.
fn fnv(texts: &[&str]) -> u64 {
    let bytes = texts.iter().flat_map(|text| text.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn digits(day: Day) -> String {
    day.to_string().replace('-', "")
}

fn paragraphs(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join("\n")
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' => out.push_str("\\n"),
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            // The form has no place for them.
            letter if letter.is_control() && letter != '\t' => {}
            letter => out.push(letter),
        }
    }
    out
}

/// A property that has a value, in lines of at most 75 bytes, the next ones set in by a blank.
fn put(out: &mut String, name: &str, value: &str) {
    if value.is_empty() {
        return;
    }
    let mut room = 75;
    for letter in name.chars().chain([':']).chain(value.chars()) {
        if letter.len_utf8() > room {
            out.push_str("\r\n ");
            room = 74;
        }
        room -= letter.len_utf8();
        out.push(letter);
    }
    out.push_str("\r\n");
}
