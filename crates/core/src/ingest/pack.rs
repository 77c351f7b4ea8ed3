//! A header with a checksum, then a [`Node`] tree in columns, which [`super::read`] takes as it takes any file.

use super::{Input, Node, Value, columns};

/// `CTPK`, version, length of what follows.
const MAGIC: &[u8; 4] = b"CTPK";
const VERSION: u32 = 3;
const HEADER_BYTES: usize = 16;

/// Why packed bytes could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackError {
    /// Too short, or the first four bytes are others.
    NotPacked,
    /// Another version of the form.
    Version(u32),
    /// Shorter or longer than the header says.
    Length,
    /// The checksum does not fit.
    Checksum,
    /// The body does not decode.
    Body,
}

impl core::fmt::Display for PackError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Version(version) => write!(f, "packed by version {version}, which this reader does not know"),
            _ => f.write_str(self.clause()),
        }
    }
}

impl PackError {
    /// What is wrong, without numbers.
    pub(super) fn clause(self) -> &'static str {
        match self {
            Self::NotPacked => "not a packed data set",
            Self::Version(_) => "packed by another version",
            Self::Length => "the packed file is cut off or has bytes left over",
            Self::Checksum => "the packed file is damaged: its checksum does not fit",
            Self::Body => "the packed file is damaged: its body does not decode",
        }
    }
}

impl core::error::Error for PackError {}

/// One tree with all that several files declare; their names and places are not kept.
#[must_use]
pub fn merge(inputs: Vec<Input>) -> Node {
    let mut whole: Vec<(String, Node)> = Vec::new();
    for input in inputs {
        let entries = match input.root.value {
            Value::Map(entries) => entries,
            list => vec![("events".into(), list.into())],
        };
        for (key, node) in entries {
            let known = whole.iter_mut().find(|(known, _)| *known == key).map(|(_, node)| &mut node.value);
            match (known, node.value) {
                (Some(Value::List(items)), Value::List(more)) => items.extend(more),
                (_, value) => whole.push((key, value.into())),
            }
        }
    }
    Value::Map(whole).into()
}

/// The tree with each table of languages replaced by its text in `language`, or in another where it
/// has none: the numbers of texts stay the same. `languages` are all that the set has.
#[must_use]
pub fn in_language(node: Node, language: &str, languages: &[&str]) -> Node {
    let value = match node.value {
        Value::List(items) => {
            Value::List(items.into_iter().map(|item| in_language(item, language, languages)).collect())
        }
        Value::Map(entries) => {
            let is_text = |(key, node): &(String, Node)| {
                languages.contains(&key.as_str()) && matches!(node.value, Value::Text(_))
            };
            if !entries.is_empty() && entries.iter().all(is_text) {
                let has_text = |(_, node): &&(String, Node)| node.value != Value::Text(String::new());
                let own = entries.iter().filter(|(key, _)| key == language).find(has_text);
                own.or(entries.iter().find(has_text)).map_or(Value::Null, |(_, node)| node.value.clone())
            } else {
                let narrowed = entries.into_iter().map(|(key, node)| (key, in_language(node, language, languages)));
                Value::Map(narrowed.collect())
            }
        }
        value => value,
    };
    Node { value, at: node.at }
}

/// Packs a tree, without the places in it. The result is the same for the same tree; `None` where
/// it is nested too deep or has a key of more than 64 bytes.
#[must_use]
pub fn pack(root: &Node) -> Option<Vec<u8>> {
    Some(seal(MAGIC, VERSION, &columns::encode(root)?))
}

/// Unpacks a tree.
///
/// # Errors
/// Anything that [`PackError`] names; never panics on odd bytes.
pub fn unpack(bytes: &[u8]) -> Result<Node, PackError> {
    columns::decode(open(MAGIC, VERSION, bytes)?).ok_or(PackError::Body)
}

/// Puts the header before a body.
pub(super) fn seal(magic: &[u8; 4], version: u32, body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER_BYTES + body.len());
    bytes.extend_from_slice(magic);
    bytes.extend_from_slice(&version.to_le_bytes());
    // The length counts everything behind it: checksum and body.
    bytes.extend_from_slice(&(body.len() as u32 + 4).to_le_bytes());
    bytes.extend_from_slice(&checksum(body).to_le_bytes());
    bytes.extend_from_slice(body);
    bytes
}

/// How many bytes the packed form takes that begins here; `None` where there is no header.
pub(super) fn length_of(bytes: &[u8]) -> Option<usize> {
    let four = bytes.get(8..12)?;
    Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]) as usize + HEADER_BYTES - 4)
}

/// The body behind a header that fits it.
pub(super) fn open<'a>(magic: &[u8; 4], known: u32, bytes: &'a [u8]) -> Result<&'a [u8], PackError> {
    let word = |at: usize| -> Option<u32> {
        let four = bytes.get(at..at + 4)?;
        Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
    };
    if !bytes.starts_with(magic) {
        return Err(PackError::NotPacked);
    }
    let version = word(4).ok_or(PackError::NotPacked)?;
    if version != known {
        return Err(PackError::Version(version));
    }
    let length = word(8).ok_or(PackError::Length)? as usize;
    let sum = word(12).ok_or(PackError::Length)?;
    if length.checked_add(HEADER_BYTES - 4) != Some(bytes.len()) {
        return Err(PackError::Length);
    }
    let body = &bytes[HEADER_BYTES..];
    if checksum(body) == sum { Ok(body) } else { Err(PackError::Checksum) }
}

/// As FNV-1a, but four bytes at a time: finds damage, proves no origin.
fn checksum(bytes: &[u8]) -> u32 {
    let mix = |sum: u32, word: u32| (sum ^ word).wrapping_mul(0x0100_0193).rotate_left(15);
    let (words, rest) = bytes.as_chunks();
    let sum = words.iter().fold(0x811c_9dc5, |sum, word| mix(sum, u32::from_le_bytes(*word)));
    rest.iter().fold(sum, |sum, byte| mix(sum, (*byte).into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Node {
        let text = |text: &str| Node::from(Value::Text(text.into()));
        let place = |lat: f64| {
            let near = ("near".into(), Value::Bool(true).into());
            Node::from(Value::Map(vec![("id".into(), text("gao")), ("lat".into(), Value::Float(lat).into()), near]))
        };
        let mixed = [Value::Null, Value::Int(-3), Value::Int(i64::MIN), Value::Int(i64::MAX), Value::Bool(false)];
        let mixed: Vec<Node> = mixed.into_iter().map(Node::from).collect();
        Node::from(Value::Map(vec![
            ("places".into(), Value::List(vec![place(16.27), place(-0.044_62), place(f64::MAX), place(1e-9)]).into()),
            ("odd".into(), Value::List(vec![text(""), text("\0"), text("a\0b"), text("\n"), text("أزواد")]).into()),
            ("mixed".into(), Value::List(mixed).into()),
            ("none".into(), Value::Map(Vec::new()).into()),
        ]))
    }

    #[test]
    fn odd_bytes_are_named_and_never_panic() {
        let good = pack(&tree()).expect("packs");
        assert_eq!(unpack(&good), Ok(tree()));
        for end in 0..good.len() {
            assert!(unpack(&good[..end]).is_err(), "cut at {end}");
        }
        assert_eq!(unpack(b"<html>").unwrap_err(), PackError::NotPacked);
        let mut newer = good.clone();
        newer[4] = 9;
        assert_eq!(unpack(&newer).unwrap_err(), PackError::Version(9));
        let mut flipped = good.clone();
        *flipped.last_mut().expect("a body") ^= 1;
        assert_eq!(unpack(&flipped).unwrap_err(), PackError::Checksum);
        let mut longer = good;
        longer.push(0);
        assert_eq!(unpack(&longer).unwrap_err(), PackError::Length);
    }

    /// Whoever fits the checksum to a damaged body still gets an error or a tree.
    #[test]
    fn a_body_of_any_bytes_is_read_or_refused() {
        let good = columns::encode(&tree()).expect("packs");
        for at in 0..good.len() {
            for byte in 0..=255 {
                let mut odd = good.clone();
                odd[at] = byte;
                let _ = unpack(&seal(MAGIC, VERSION, &odd));
            }
            assert_eq!(unpack(&seal(MAGIC, VERSION, &good[..at])), Err(PackError::Body), "cut at {at}");
        }
        // One empty key, one shape without keys; lists without end, items without number.
        for root in [&[6; 4000][..], &[6, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 7, 0]] {
            let mut deep = vec![1, 0, 1, 0, 0];
            put_length(&mut deep, root.len());
            deep.extend_from_slice(root);
            assert_eq!(unpack(&seal(MAGIC, VERSION, &deep)), Err(PackError::Body));
        }
    }

    fn put_length(bytes: &mut Vec<u8>, length: usize) {
        bytes.extend([length as u8 | 0x80, (length >> 7) as u8]);
    }

    #[test]
    fn what_could_not_be_unpacked_is_not_packed() {
        let mut deep = Node::default();
        for _ in 0..40 {
            deep = Value::List(vec![deep]).into();
        }
        assert_eq!(pack(&deep), None);
        assert_eq!(pack(&Value::Map(vec![("k".repeat(65), Node::default())]).into()), None);
    }

    #[test]
    fn one_language_is_kept_and_files_are_one() {
        let text = |text: &str| Node::from(Value::Text(text.into()));
        let both = Value::Map(vec![("fr".into(), text("Konna tombe")), ("en".into(), text("Konna falls"))]);
        let event = |title: Value| Node::from(Value::Map(vec![("title".into(), title.into())]));
        let french = Value::Map(vec![("fr".into(), text("Ici")), ("en".into(), text(""))]);
        let file = |title| Input {
            root: Value::Map(vec![("event".into(), Value::List(vec![event(title)]).into())]).into(),
            ..Input::default()
        };
        let whole = in_language(merge(vec![file(both), file(french)]), "en", &["en", "fr"]);
        let list = vec![event(Value::Text("Konna falls".into())), event(Value::Text("Ici".into()))];
        assert_eq!(whole, Value::Map(vec![("event".into(), Value::List(list).into())]).into());
    }
}
