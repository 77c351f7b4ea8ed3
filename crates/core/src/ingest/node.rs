//! A value as a file has it, with the place where it stands, whatever the file's format.

/// What a file can hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing.
    #[default]
    Null,
    /// true or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Float(f64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values in the order of the file.
    Map(Vec<(String, Node)>),
}

/// A value and where it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Byte offset in the file, where the format tells it.
    pub at: Option<u32>,
}

impl Node {
    /// What it is, for messages.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Bool(_) => "true or false",
            Value::Int(_) | Value::Float(_) => "a number",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a table",
        }
    }
}

impl Value {
    /// A number of a language such as JavaScript that has one type for all: whole where it is whole.
    #[must_use]
    pub fn number(value: f64) -> Self {
        let whole = value as i64;
        let is_whole = whole as f64 == value && value.abs() < 9e15;
        if is_whole { Self::Int(whole) } else { Self::Float(value) }
    }
}

impl From<Value> for Node {
    fn from(value: Value) -> Self {
        Self { value, at: None }
    }
}
