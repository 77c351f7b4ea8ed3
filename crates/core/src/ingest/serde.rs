//! Any format that serde knows into [`Node`]s, without places.

use super::{Node, Value};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, v: bool) -> Result<Node, E> {
        Ok(Value::Bool(v).into())
    }

    fn visit_i64<E>(self, v: i64) -> Result<Node, E> {
        Ok(Value::Int(v).into())
    }

    fn visit_u64<E>(self, v: u64) -> Result<Node, E> {
        // Ids of 64 bits are longer than numbers here.
        Ok(i64::try_from(v).map_or_else(|_| Value::Text(v.to_string()), Value::Int).into())
    }

    fn visit_f64<E>(self, v: f64) -> Result<Node, E> {
        Ok(Value::number(v).into())
    }

    fn visit_str<E>(self, v: &str) -> Result<Node, E> {
        Ok(Value::Text(v.into()).into())
    }

    fn visit_string<E>(self, v: String) -> Result<Node, E> {
        Ok(Value::Text(v).into())
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::default())
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::default())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items).into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Value::Map(entries).into())
    }
}
