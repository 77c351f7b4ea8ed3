//! The real set: sound, true to its documents, and the same after every journey.

mod support;

use conflict_data::finding::Level;
use conflict_data::stats::Stats;
use conflict_data::{against, check, export, open, pack};
use conflict_timeline_core::ingest::{self, Input, Node, Options};
use conflict_timeline_core::model::{DataSet, Event, Role, TextId};
use support::{mali, renumbered, root};

fn read_json(text: &str) -> ingest::Outcome {
    let node: Node = serde_json::from_str(text).expect("JSON");
    ingest::read(vec![Input { file: "mali-war.json".into(), text: String::new(), root: node }])
}

/// Equal in every list and text, whichever order the files were read in.
fn assert_same(mine: &DataSet, theirs: &DataSet) {
    let (mine, theirs) = (renumbered(mine), renumbered(theirs));
    assert_eq!(mine.meta, theirs.meta);
    let [events, others] = [&mine, &theirs].map(|set| set.events.iter().collect::<Vec<_>>());
    assert_each(&events, &others);
    assert_each(&mine.actors, &theirs.actors);
    assert_each(&mine.people, &theirs.people);
    assert_each(&mine.places, &theirs.places);
    assert_each(&mine.sources, &theirs.sources);
    assert_each(&mine.phases, &theirs.phases);
    assert_each(&mine.control, &theirs.control);
    assert_each(&mine.stories, &theirs.stories);
    assert_each(&mine.corrections, &theirs.corrections);
    assert!(mine == theirs, "the texts differ");
}

fn assert_each<T: PartialEq + core::fmt::Debug>(mine: &[T], theirs: &[T]) {
    assert_eq!(mine.len(), theirs.len());
    mine.iter().zip(theirs).for_each(|(mine, theirs)| assert_eq!(mine, theirs));
}

#[test]
fn the_set_checks_clean() {
    let folder = mali();
    let (_, mut findings) = check::check(&folder);
    findings.retain(|finding| finding.level != Level::Note);
    assert!(findings.is_empty(), "{findings:#?}");
}

#[test]
fn the_set_is_true_to_its_documents() {
    let seeds = root().join("../shared/seeds");
    if !seeds.is_dir() {
        println!("skipped: {} is not there, so nothing can be compared", seeds.display());
        return;
    }
    let folder = mali();
    let (mut findings, summary) = against::check(&folder, &folder.read().data, &seeds).expect("readable");
    findings.retain(|finding| finding.level != Level::Note);
    assert!(findings.is_empty(), "{findings:#?}");
    assert_eq!(summary.coverage.lines, summary.coverage.cited + summary.coverage.reviewed);
    assert!(summary.compared.figures > 100 && summary.compared.dates > 300, "{summary}");
}

#[test]
fn the_json_form_reads_as_the_same_set() {
    let data = mali().read().data;
    let text = export::json(&data).expect("writes");
    let back = read_json(&text);
    assert_eq!(back.problems, []);
    assert_eq!(export::json(&back.data).expect("writes"), text);
    assert_same(&data, &back.data);
}

#[test]
fn the_json_form_fits_the_published_schema() {
    let published = root().join("data/schema/conflict-timeline.schema.json");
    let published = std::fs::read_to_string(published).expect("the schema is published");
    assert_eq!(published, export::schema().expect("writes"), "run `conflict-data schema --out data/schema/…` again");
    let schema: serde_json::Value = serde_json::from_str(&published).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let set: serde_json::Value =
        serde_json::from_str(&export::json(&mali().read().data).expect("writes")).expect("JSON");
    let wrong: Vec<String> =
        validator.iter_errors(&set).take(5).map(|error| format!("{}: {error}", error.instance_path)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_schema_takes_the_least_and_refuses_the_wrong() {
    let schema: serde_json::Value = serde_json::from_str(&export::schema().expect("writes")).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let least = serde_json::json!({ "events": [{ "when": "2013-01-10", "title": "Konna falls" }] });
    assert!(validator.is_valid(&least));
    assert_eq!(read_json(&least.to_string()).problems, []);
    for wrong in [
        serde_json::json!({ "events": [{ "title": "no date" }] }),
        serde_json::json!({ "events": [{ "when": "2013", "title": "x", "kind": "batle" }] }),
        serde_json::json!({ "events": [{ "when": "2013", "title": "x", "claims": [{ "low": 3 }] }] }),
        serde_json::json!({ "events": [{ "when": "2013", "title": "x", "tittle": "y" }] }),
        serde_json::json!({ "happenings": [] }),
    ] {
        assert!(!validator.is_valid(&wrong), "{wrong}");
    }
}

#[test]
fn the_table_has_one_row_an_event() {
    let data = mali().read().data;
    let text = export::csv(&data, "fr");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(reader.headers().expect("a head").len(), export::COLUMNS.len());
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("sound rows");
    assert_eq!(rows.len(), data.events.len());
    for (row, event) in rows.iter().zip(&data.events) {
        assert_eq!((&row[0], &row[1]), (event.slug.as_str(), event.edtf.as_str()));
        assert_eq!(&row[5], data.texts.get(event.title, "fr"));
        assert_eq!(row[11].is_empty(), event.toll().is_none());
        assert_eq!((row[14].is_empty(), row[15].is_empty()), (event.claims.is_empty(), event.sources.is_empty()));
        assert_eq!((&row[16], &row[17]), (data.meta.version.as_str(), "CC BY 4.0"));
    }
}

#[test]
fn a_table_of_the_set_comes_back_with_its_dates_places_and_actors() {
    let data = mali().read().data;
    let table = export::csv(&data, "en");
    let options = Options { file: "mali.csv".into(), ..Options::default() };
    let back = open::of_reader(&mut table.as_bytes(), None, options).expect("a table");
    assert_eq!((back.format.as_str(), back.problems.len()), ("conflict-timeline", 0));
    let again = export::json(&back.data).expect("written");
    let again = read_json(&again);
    assert_eq!((again.problems, again.data.events.len()), (Vec::new(), data.events.len()));
    let text = |data: &DataSet, id: TextId| data.texts.get(id, "en").to_string();
    for event in &data.events {
        let other = again.data.events.iter().find(|other| other.slug == event.slug).expect(&event.slug);
        assert_eq!((&other.edtf, other.when, other.kind), (&event.edtf, event.when, event.kind), "{}", event.slug);
        assert_eq!(other.status, event.status, "{}", event.slug);
        for (mine, theirs) in [
            (event.title, other.title),
            (event.summary, other.summary),
            (event.note, other.note),
            (event.date_note, other.date_note),
        ] {
            assert_eq!(text(&data, mine), text(&again.data, theirs), "{}", event.slug);
        }
        let places = |event: &Event, data: &DataSet| -> Vec<(String, bool)> {
            event.places.iter().map(|at| (text(data, data.place(at.place).name), at.is_near)).collect()
        };
        assert_eq!(places(event, &data), places(other, &again.data), "{}", event.slug);
        let actors = |event: &Event, data: &DataSet| -> Vec<(String, Role)> {
            event.actors.iter().map(|part| (text(data, data.actor(part.actor).short), part.role)).collect()
        };
        assert_eq!(actors(event, &data), actors(other, &again.data), "{}", event.slug);
        let toll = |event: &Event| event.toll().map(|toll| (toll.low, (!toll.is_open).then_some(toll.high)));
        assert_eq!(toll(event), toll(other), "{}", event.slug);
        let sources = |event: &Event, data: &DataSet, own: usize| -> Vec<(String, Vec<u32>)> {
            let cited = event.sources.iter().skip(own);
            cited.map(|cited| (text(data, data.source(cited.source).title), cited.lines.clone())).collect()
        };
        assert_eq!(sources(event, &data, 0), sources(other, &again.data, 1), "{}", event.slug);
    }
    // The table is one more source.
    assert_eq!(again.data.sources.len(), data.sources.len() + 1);
}

#[test]
fn packs_put_together_again_are_the_same_set() {
    let folder = mali();
    let data = folder.read().data;
    let parts = pack::parts(folder.inputs, data.clone(), &pack::Messages::default());
    let root = ingest::unpack(&ingest::pack(&parts.root).expect("packs")).expect("unpacks");
    let outcome = ingest::read(vec![Input { root, ..Input::default() }]);
    assert_eq!(outcome.problems, []);
    let mut back = outcome.data;
    assert_eq!(back.texts.languages().collect::<Vec<_>>(), ["en"]);
    for language in &parts.languages {
        let again = ingest::unseal_language(&ingest::seal_language(language.clone())).expect("unpacks");
        assert_eq!(&again, language);
        assert_eq!(again.version, data.meta.version);
        back.texts.put(&again.language, &again.texts);
    }
    assert_same(&back, &data);
    // Not one text has another number, so that the languages' tables fit.
    assert_eq!(back.texts.count(), data.texts.count());
    for id in (0..data.texts.count() as u32).map(TextId) {
        for language in pack::LANGUAGES {
            assert_eq!(back.texts.exact(id, language), data.texts.exact(id, language));
        }
    }
    back.texts = data.texts.clone();
    assert!(back == data);
}

#[test]
fn counts_add_up() {
    let data = mali().read().data;
    let stats = Stats::of(&data);
    let sum = |counts: &[(String, usize)]| counts.iter().map(|(_, count)| count).sum::<usize>();
    assert_eq!(sum(&stats.years), data.events.len());
    assert_eq!(sum(&stats.kinds), data.events.len());
    assert_eq!(sum(&stats.statuses), data.events.len());
    assert_eq!(sum(&stats.claims), sum(&stats.claimants));
}
