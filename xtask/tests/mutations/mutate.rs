//! Structural changes of a corrected document, as publishers and maintainers make them.

use serde_json::{Map, Value, json};

/// Numbers from a seed (SplitMix64): the same on every machine.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) % limit.max(1) as u64) as usize
    }

    fn choose<T: Clone>(&mut self, list: &[T]) -> Option<T> {
        (!list.is_empty()).then(|| list[self.below(list.len())].clone())
    }

    fn flip(&mut self) -> bool {
        self.below(2) == 0
    }
}

/// A change: what it is called, and what makes it. Nothing, if there is no place for it.
pub(crate) type Kind = (&'static str, fn(&mut Value, &mut Random) -> Option<()>);

pub(crate) const KINDS: [Kind; 48] = [
    ("add a member", |d, r| add_member(d, r, false)),
    ("add a required member", |d, r| add_member(d, r, true)),
    ("remove a member", |d, r| {
        let (object, name) = member(d, r)?;
        at(d, &object)["properties"].as_object_mut()?.remove(&name);
        unrequire(at(d, &object), &name);
        Some(())
    }),
    ("rename a member", |d, r| {
        let (object, name) = member(d, r)?;
        let property = at(d, &object)["properties"]
            .as_object_mut()?
            .remove(&name)?;
        at(d, &object)["properties"][format!("{name}Renamed")] = property;
        unrequire(at(d, &object), &name);
        Some(())
    }),
    ("require a member", |d, r| {
        let (object, name) = member_where(d, r, |object, name, _| !requires(object, name))?;
        require(at(d, &object), &name);
        Some(())
    }),
    ("require a member no longer", |d, r| {
        let (object, name) = member_where(d, r, |object, name, _| requires(object, name))?;
        unrequire(at(d, &object), &name);
        Some(())
    }),
    ("let a member be null", |d, r| nullable(d, r, true)),
    ("never let a member be null", |d, r| nullable(d, r, false)),
    ("another type of a member", |d, r| {
        let (object, name) = member(d, r)?;
        let ty = simple(d, r);
        replace(at(d, &object), &name, ty);
        Some(())
    }),
    ("another type of items", |d, r| {
        let (object, name) = member_where(d, r, |_, _, schema| schema["type"] == "array")?;
        let ty = simple(d, r);
        at(d, &object)["properties"][name]["items"] = ty;
        Some(())
    }),
    ("another reference", |d, r| {
        let (object, name) = member_where(d, r, |_, _, schema| schema.get("$ref").is_some())?;
        let other = reference(d, r)?;
        at(d, &object)["properties"][name]["$ref"] = other;
        Some(())
    }),
    ("a list in the place of one", |d, r| {
        let (object, name) = member(d, r)?;
        let one = without_marks(&at(d, &object)["properties"][&name]);
        replace(
            at(d, &object),
            &name,
            json!({"type": "array", "items": one}),
        );
        Some(())
    }),
    ("any value", |d, r| {
        let (object, name) = member(d, r)?;
        replace(at(d, &object), &name, json!({}));
        Some(())
    }),
    ("a map becomes a struct", |d, r| {
        let (object, name) = member_where(d, r, |_, _, schema| {
            is_map(schema) && schema.get("x-map").is_none()
        })?;
        let title = format!("Struct{}", r.below(1000));
        at(d, &object)["properties"][name] =
            json!({"title": title, "type": "object", "properties": {"a": {"type": "string"}}});
        Some(())
    }),
    ("keys of a map that stays one", |d, r| {
        let (object, name) = member_where(d, r, |_, _, schema| is_map(schema))?;
        let property = &mut at(d, &object)["properties"][name];
        property["x-map"] = true.into();
        property["properties"] = json!({"a": {"type": "string"}});
        Some(())
    }),
    ("a struct becomes a map", |d, r| {
        let object = pick_object(d, r, |_| true)?;
        at(d, &object)["x-map"] = true.into();
        Some(())
    }),
    ("no members any more", |d, r| {
        let object = pick_object(d, r, |_| true)?;
        let map = at(d, &object).as_object_mut()?;
        map.remove("properties");
        map.remove("required");
        Some(())
    }),
    ("one more value of a set", |d, r| {
        let (set, key) = pick_set(d, r)?;
        let value = format!("value_{}", r.below(1000));
        at(d, &set)[key].as_array_mut()?.push(value.into());
        Some(())
    }),
    ("one value of a set less", |d, r| {
        let (set, key) = pick_set(d, r)?;
        let values = at(d, &set)[key].as_array_mut()?;
        let index = r.below(values.len());
        (values.len() > 1).then(|| drop(values.remove(index)))
    }),
    ("another order of a set", |d, r| {
        let (set, key) = pick_set(d, r)?;
        at(d, &set)[key].as_array_mut()?.reverse();
        Some(())
    }),
    ("a set that opens or closes", |d, r| {
        let (set, key) = pick_set(d, r)?;
        let map = at(d, &set).as_object_mut()?;
        let values = map.remove(key)?;
        map.remove("enum");
        map.insert(
            if key == "enum" {
                "x-extensible-enum"
            } else {
                "enum"
            }
            .into(),
            values,
        );
        Some(())
    }),
    ("text that becomes a set", |d, r| {
        let (object, name) = member_where(d, r, |_, _, schema| {
            schema["type"] == "string"
                && schema.get("enum").is_none()
                && schema.get("title").is_none()
        })?;
        let property = &mut at(d, &object)["properties"][name];
        property["enum"] = json!(["a", "b"]);
        property["title"] = format!("Set{}", r.below(1000)).into();
        Some(())
    }),
    ("a date", |d, r| {
        let (object, name) = member_where(d, r, |_, _, schema| {
            schema["type"] == "string"
                && schema.get("enum").is_none()
                && schema.get("title").is_none()
        })?;
        at(d, &object)["properties"][name]["format"] = "date".into();
        Some(())
    }),
    ("limits and words", |d, r| {
        let (object, name) = member(d, r)?;
        let property = &mut at(d, &object)["properties"][name];
        if property.get("$ref").is_none() {
            let (key, value) = r.choose(&[
                ("maxLength", json!(5)),
                ("description", json!("Other words.")),
                ("example", json!("other")),
                ("default", json!("other")),
                ("minimum", json!(1)),
                ("readOnly", json!(true)),
                ("x-docs", json!("Ours.")),
            ])?;
            property[key] = value;
        }
        Some(())
    }),
    ("keep the unknown", |d, r| {
        let object = pick_object(d, r, |_| true)?;
        let map = at(d, &object).as_object_mut()?;
        if map.remove("x-keeps-unknown").is_none() {
            map.insert("x-keeps-unknown".into(), true.into());
        }
        Some(())
    }),
    ("an argument of a constructor", |d, r| {
        let (object, name) = member_where(d, r, |object, name, _| !requires(object, name))?;
        at(d, &object)["properties"][name]["x-in-constructor"] = true.into();
        Some(())
    }),
    ("a name of ours", |d, r| {
        let (object, name) = member(d, r)?;
        at(d, &object)["properties"][name]["x-name"] = format!("our_name{}", r.below(1000)).into();
        Some(())
    }),
    ("a row of a table", |d, r| {
        let object = pick_object(d, r, |_| true)?;
        at(d, &object)["x-csv-row"] = true.into();
        Some(())
    }),
    ("another title", |d, r| {
        let titled = pointers(d, |_, value| {
            value["title"].is_string() && value.get("license").is_none()
        });
        let titled: Vec<String> = titled
            .into_iter()
            .filter(|place| place != "/info")
            .collect();
        let place = r.choose(&titled)?;
        let title = at(d, &place)["title"].as_str()?.to_owned();
        for other in pointers(d, |_, value| value["title"] == *title) {
            at(d, &other)["title"] = format!("{title}Renamed").into();
        }
        Some(())
    }),
    ("one more component", |d, r| {
        let ty = simple(d, r);
        let name = format!("Component{}", r.below(1000));
        d["components"]["schemas"][name] = json!({"type": "object", "properties": {"a": ty}});
        Some(())
    }),
    ("one component less", |d, r| {
        let text = d.to_string();
        let schemas = d["components"]["schemas"].as_object_mut()?;
        let unused = schemas
            .keys()
            .filter(|name| !text.contains(&format!("schemas/{name}\"")));
        let unused: Vec<String> = unused.cloned().collect();
        schemas.remove(&r.choose(&unused)?);
        Some(())
    }),
    ("one operation less", |d, r| {
        let operation = pick_operation(d, r, |_| true)?;
        let (item, method) = operation.rsplit_once('/')?;
        at(d, item).as_object_mut()?.remove(method);
        Some(())
    }),
    ("one more operation", |d, r| {
        let operation = pick_operation(d, r, |_| true)?;
        let mut copy = at(d, &operation).clone();
        let id = format!("{}_again", copy["operationId"].as_str()?);
        let again = copy["x-call"].as_str().map(|call| format!("{call}_again"));
        copy["operationId"] = id.into();
        if let Some(call) = again {
            copy["x-call"] = call.into();
        }
        let (item, method) = operation.rsplit_once('/')?;
        let path = item.strip_prefix("/paths/")?.replace("~1", "/");
        d["paths"][format!("{path}/again")][method] = copy;
        Some(())
    }),
    ("another path", |d, r| {
        let operation = pick_operation(d, r, |_| true)?;
        let (item, _) = operation.rsplit_once('/')?;
        let path = item.strip_prefix("/paths/")?.replace("~1", "/");
        let moved = d["paths"].as_object_mut()?.remove(&path)?;
        d["paths"][format!("{path}/moved")] = moved;
        Some(())
    }),
    ("another id of an operation", |d, r| {
        let operation = pick_operation(d, r, |_| true)?;
        let id = format!("{}_renamed", at(d, &operation)["operationId"].as_str()?);
        at(d, &operation)["operationId"] = id.into();
        Some(())
    }),
    ("deprecated", |d, r| {
        let operation = pick_operation(d, r, |_| true)?;
        let map = at(d, &operation).as_object_mut()?;
        if map.remove("deprecated").is_none() {
            map.insert("deprecated".into(), true.into());
        }
        Some(())
    }),
    ("one more parameter", |d, r| add_parameter(d, r, false)),
    ("one more required parameter", |d, r| {
        add_parameter(d, r, true)
    }),
    ("one parameter less", |d, r| {
        let (list, index) = parameter(d, r)?;
        at(d, &list).as_array_mut()?.remove(index);
        Some(())
    }),
    ("a parameter that is required, or is not", |d, r| {
        let (list, index) = parameter(d, r)?;
        let parameter = &mut at(d, &list)[index];
        parameter["required"] = (parameter["required"] != true).into();
        Some(())
    }),
    ("another type of a parameter", |d, r| {
        let (list, index) = parameter(d, r)?;
        let types = ["string", "integer", "number", "boolean"];
        let ty = r.choose(&types)?;
        at(d, &list)[index]["schema"] = match r.below(3) {
            0 => json!({"type": "array", "items": {"type": ty}}),
            _ => json!({"type": ty}),
        };
        at(d, &list)[index].as_object_mut()?.remove("x-default");
        Some(())
    }),
    ("another name of a parameter", |d, r| {
        let (list, index) = parameter(d, r)?;
        let parameter = &mut at(d, &list)[index];
        match r.below(3) {
            0 => parameter["name"] = format!("{}_renamed", parameter["name"].as_str()?).into(),
            1 => parameter["x-name"] = format!("our_name{}", r.below(1000)).into(),
            _ => parameter["explode"] = (parameter["explode"] == false).into(),
        }
        Some(())
    }),
    ("a body that is required, or is not", |d, r| {
        let operation = pick_operation(d, r, |operation| operation.get("requestBody").is_some())?;
        let body = &mut at(d, &operation)["requestBody"];
        body["required"] = (body["required"] != true).into();
        Some(())
    }),
    ("no body, or one", |d, r| {
        let operation = pick_operation(d, r, |operation| operation.get("x-body").is_none())?;
        let other = reference(d, r)?;
        let map = at(d, &operation).as_object_mut()?;
        if map.remove("requestBody").is_none() {
            let content = json!({"application/json": {"schema": {"$ref": other}}});
            map.insert(
                "requestBody".into(),
                json!({"required": r.flip(), "content": content}),
            );
        }
        Some(())
    }),
    ("another answer", |d, r| {
        let operation = pick_operation(d, r, |_| true)?;
        let other = reference(d, r)?;
        let answer = match r.below(4) {
            0 => json!({"description": "Nothing."}),
            1 => {
                json!({"description": "Two.", "content": {"text/csv": {"schema": {"type": "string"}}, "application/json": {"schema": {"$ref": other}}}})
            }
            _ => {
                json!({"description": "Other.", "content": {"application/json": {"schema": {"$ref": other}}}})
            }
        };
        let map = at(d, &operation).as_object_mut()?;
        for mark in ["x-returns", "x-pages"] {
            map.remove(mark);
        }
        let responses = map["responses"].as_object_mut()?;
        responses.retain(|status, _| !status.starts_with('2'));
        responses.insert("200".into(), answer);
        Some(())
    }),
    ("another failure", |d, r| {
        let operation = pick_operation(d, r, |_| true)?;
        at(d, &operation)["responses"]["418"] = json!({"description": "A teapot."});
        Some(())
    }),
    ("marks of a call", |d, r| {
        let operation = pick_operation(d, r, |_| true)?;
        let map = at(d, &operation).as_object_mut()?;
        match r.below(8) {
            0 => drop(map.remove("x-returns")?),
            1 => drop(map.remove("x-pages")?),
            2 => drop(map.remove("x-body")?),
            3 => drop(map.remove("x-manual")?),
            4 => drop(map.insert("x-manual".into(), true.into())),
            5 => {
                let call = format!("{}_renamed", map.get("x-call")?.as_str()?);
                map.insert("x-call".into(), call.into());
            }
            6 => drop(map.insert("x-idempotency".into(), "idempotent".into())),
            _ => drop(map.insert("x-requires".into(), "person".into())),
        }
        Some(())
    }),
    ("a handle", |d, r| {
        let handles = d["x-handles"].as_object_mut()?;
        let names: Vec<String> = handles.keys().cloned().collect();
        let handle = &mut handles[&r.choose(&names)?];
        match r.below(3) {
            0 => handle["docs"] = "Other words.".into(),
            1 => handle["accessor"] = format!("accessor{}", r.below(1000)).into(),
            _ => handle["module"] = format!("module{}", r.below(1000)).into(),
        }
        Some(())
    }),
];

fn at<'a>(document: &'a mut Value, place: &str) -> &'a mut Value {
    document
        .pointer_mut(place)
        .unwrap_or_else(|| panic!("no {place}"))
}

/// The places whose values are wanted.
fn pointers(document: &Value, wanted: impl Fn(&str, &Value) -> bool) -> Vec<String> {
    fn walk(
        place: &str,
        value: &Value,
        wanted: &dyn Fn(&str, &Value) -> bool,
        found: &mut Vec<String>,
    ) {
        if wanted(place, value) {
            found.push(place.to_owned());
        }
        let mut inside = |key: &str, value: &Value| {
            let key = key.replace('~', "~0").replace('/', "~1");
            walk(&format!("{place}/{key}"), value, wanted, found);
        };
        match value {
            Value::Object(map) => map
                .iter()
                .filter(|(key, _)| *key != "example")
                .for_each(|(key, value)| inside(key, value)),
            Value::Array(list) => list
                .iter()
                .enumerate()
                .for_each(|(index, value)| inside(&index.to_string(), value)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk("", document, &wanted, &mut found);
    found
}

fn pick_object(
    document: &Value,
    random: &mut Random,
    wanted: impl Fn(&Value) -> bool,
) -> Option<String> {
    let is_object = |place: &str, value: &Value| {
        let properties = value["properties"]
            .as_object()
            .filter(|map| !map.is_empty());
        !place.ends_with("/properties")
            && properties.is_some_and(|map| map.values().all(Value::is_object))
            && wanted(value)
    };
    random.choose(&pointers(document, is_object))
}

type Wanted = fn(&Value, &str, &Value) -> bool;

fn member_where(document: &Value, random: &mut Random, wanted: Wanted) -> Option<(String, String)> {
    let fits = |object: &Value| -> Vec<String> {
        let members = object["properties"].as_object().into_iter().flatten();
        members
            .filter(|(name, schema)| wanted(object, name, schema))
            .map(|(name, _)| name.clone())
            .collect()
    };
    let object = pick_object(document, random, |object| !fits(object).is_empty())?;
    let name = random.choose(&fits(document.pointer(&object)?))?;
    Some((object, name))
}

fn member(document: &Value, random: &mut Random) -> Option<(String, String)> {
    member_where(document, random, |_, _, _| true)
}

fn requires(object: &Value, name: &str) -> bool {
    object["required"]
        .as_array()
        .is_some_and(|list| list.iter().any(|known| known == name))
}

fn require(object: &mut Value, name: &str) {
    match object["required"].as_array_mut() {
        Some(list) => list.push(name.into()),
        None => object["required"] = json!([name]),
    }
}

fn unrequire(object: &mut Value, name: &str) {
    if let Some(list) = object["required"].as_array_mut() {
        list.retain(|known| known != name);
    }
}

fn replace(object: &mut Value, name: &str, schema: Value) {
    object["properties"][name] = schema;
}

fn without_marks(schema: &Value) -> Value {
    let map = schema.as_object().cloned().unwrap_or_default();
    let kept: Map<String, Value> = map
        .into_iter()
        .filter(|(key, _)| {
            !["x-name", "x-default", "x-in-constructor", "x-docs"].contains(&key.as_str())
        })
        .collect();
    kept.into()
}

fn add_member(document: &mut Value, random: &mut Random, required: bool) -> Option<()> {
    let object = pick_object(document, random, |_| true)?;
    let name = format!("member{}", random.below(1000));
    let ty = simple(document, random);
    replace(at(document, &object), &name, ty);
    if required {
        require(at(document, &object), &name);
    }
    Some(())
}

fn nullable(document: &mut Value, random: &mut Random, nullable: bool) -> Option<()> {
    let wanted: Wanted = match nullable {
        true => |_, _, schema| schema.get("nullable").is_none(),
        false => |_, _, schema| schema["nullable"] == true,
    };
    let (object, name) = member_where(document, random, wanted)?;
    let property = &mut at(document, &object)["properties"][name];
    match (nullable, property.get("$ref").cloned()) {
        (true, Some(reference)) => {
            let mut wrapped = without_marks(property);
            wrapped.as_object_mut()?.remove("$ref");
            wrapped["allOf"] = json!([{"$ref": reference}]);
            wrapped["nullable"] = true.into();
            *property = wrapped;
        }
        (true, None) => property["nullable"] = true.into(),
        (false, _) => drop(property.as_object_mut()?.remove("nullable")),
    }
    Some(())
}

/// A type of a few words.
fn simple(document: &Value, random: &mut Random) -> Value {
    let scalar = |random: &mut Random| {
        let types = ["string", "integer", "number", "boolean"];
        json!({"type": random.choose(&types)})
    };
    match random.below(8) {
        0..=2 => scalar(random),
        3 => json!({"type": "array", "items": scalar(random)}),
        4 => json!({"type": "object", "additionalProperties": scalar(random)}),
        5 => json!({"type": "object"}),
        6 => json!({"type": "string", "format": "date-time"}),
        _ => {
            reference(document, random).map_or_else(|| json!({}), |target| json!({"$ref": target}))
        }
    }
}

fn reference(document: &Value, random: &mut Random) -> Option<Value> {
    let names: Vec<&String> = document["components"]["schemas"]
        .as_object()?
        .keys()
        .collect();
    Some(format!("#/components/schemas/{}", random.choose(&names)?).into())
}

fn is_map(schema: &Value) -> bool {
    schema["type"] == "object" && schema.get("properties").is_none()
}

fn pick_set(document: &Value, random: &mut Random) -> Option<(String, &'static str)> {
    let key = |value: &Value| {
        ["x-extensible-enum", "enum"]
            .into_iter()
            .find(|key| value[*key].is_array())
    };
    let set = random.choose(&pointers(document, |_, value| key(value).is_some()))?;
    let key = key(document.pointer(&set)?)?;
    Some((set, key))
}

fn pick_operation(
    document: &Value,
    random: &mut Random,
    wanted: fn(&Value) -> bool,
) -> Option<String> {
    let is_operation = |place: &str, value: &Value| {
        place.starts_with("/paths/") && value["operationId"].is_string() && wanted(value)
    };
    random.choose(&pointers(document, is_operation))
}

/// A parameter that is not in the path.
fn parameter(document: &Value, random: &mut Random) -> Option<(String, usize)> {
    let fits = |value: &Value| -> Vec<usize> {
        let list = value["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .enumerate();
        list.filter(|(_, parameter)| parameter["in"] != "path")
            .map(|(index, _)| index)
            .collect()
    };
    let wanted =
        |place: &str, value: &Value| place.starts_with("/paths/") && !fits(value).is_empty();
    let operation = random.choose(&pointers(document, wanted))?;
    let index = random.choose(&fits(document.pointer(&operation)?))?;
    Some((format!("{operation}/parameters"), index))
}

fn add_parameter(document: &mut Value, random: &mut Random, required: bool) -> Option<()> {
    let operation = pick_operation(document, random, |_| true)?;
    let types = ["string", "integer", "boolean"];
    let ty = json!({"type": random.choose(&types)});
    let schema = if random.flip() {
        ty
    } else {
        json!({"type": "array", "items": ty})
    };
    let name = format!("parameter{}", random.below(1000));
    let parameter = json!({"in": "query", "name": name, "required": required, "schema": schema});
    let operation = at(document, &operation);
    match operation["parameters"].as_array_mut() {
        Some(list) => list.push(parameter),
        None => operation["parameters"] = json!([parameter]),
    }
    Some(())
}
