//! What the driver of every API stands on: arguments out of JSON, and outcomes as JSON.

use std::pin::Pin;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::operations::{api, error_body};
use api::runtime::wire::Wire;
use api::runtime::{ByteStream, Download, LineStream, Operation, Paginated};
use api::{Call, Client, ClientBuilder, Error, ErrorBody, RetryPolicy};

/// A call on its way; gives the outcome.
pub type Pending = Pin<Box<dyn Future<Output = Value> + Send>>;
/// A value on its way to JSON; streams are read to their ends.
pub type Shown = Pin<Box<dyn Future<Output = Result<Value, Error>> + Send>>;
/// Begins a call of one operation.
pub type Start = fn(&Client, &mut Args) -> Result<Pending, Usage>;

/// What stands behind the name of a list whose items are asked for, over all its pages.
const ITEMS: &str = ".items()";
/// The most items that are given out.
const MOST_ITEMS: usize = 100;

/// A client of the server at `BASE_URL`, or the document's own, with `API_KEY` as its credential. It tries once.
pub fn client(with_key: fn(ClientBuilder, &str) -> ClientBuilder) -> Result<Client, Error> {
    let mut builder = Client::builder().retry(RetryPolicy::never()).allow_http(true);
    if let Ok(url) = std::env::var("BASE_URL") {
        builder = builder.base_url(url);
    }
    if let Ok(key) = std::env::var("API_KEY") {
        builder = with_key(builder, &key);
    }
    builder.build()
}

/// The part of `user:password` before the colon.
pub fn user(key: &str) -> &str {
    key.split_once(':').map_or(key, |(user, _)| user)
}

/// The part of `user:password` after the colon.
pub fn password(key: &str) -> &str {
    key.split_once(':').map_or("", |(_, password)| password)
}

/// Reads a line: the operation and its arguments.
pub fn request(line: &str) -> Result<(String, Value), Usage> {
    let mut request: Value = serde_json::from_str(line).map_err(|error| Usage(format!("not JSON: {error}")))?;
    match request.get("operation").and_then(Value::as_str).map(str::to_owned) {
        Some(operation) => Ok((operation, request["args"].take())),
        None => Err(Usage("`operation` is missing".to_owned())),
    }
}

/// Finds the operation and begins the call.
pub fn start(calls: &[(&str, Start)], client: &Client, operation: &str, args: Value) -> Result<Pending, Usage> {
    let find = |name: &str| calls.iter().find(|(id, _)| *id == name);
    let list = || Some((find(operation.strip_suffix(ITEMS)?)?, true));
    let Some(((_, start), items)) = find(operation).map(|it| (it, false)).or_else(list) else {
        return Err(Usage(format!("there is no operation `{operation}`")));
    };
    start(client, &mut Args::new(args, items)?)
}

/// The driver was not used as it is meant to be; nothing was sent.
#[derive(Debug)]
pub struct Usage(String);

impl Usage {
    /// The outcome that says so.
    pub fn outcome(self) -> Value {
        json!({ "status": null, "error": { "kind": "usage", "message": self.0, "body": null } })
    }
}

/// The arguments of a call that were not asked for yet.
#[derive(Debug)]
pub struct Args {
    given: Map<String, Value>,
    /// Whether the items of all pages are wanted, not the one page.
    items: bool,
}

impl Args {
    /// Takes an object, or null for no arguments.
    pub fn new(args: Value, items: bool) -> Result<Self, Usage> {
        match args {
            Value::Object(given) => Ok(Self { given, items }),
            Value::Null => Ok(Self { given: Map::new(), items }),
            _ => Err(Usage("`args` is not an object".to_owned())),
        }
    }

    /// Whether the argument is there.
    pub fn has(&self, name: &str) -> bool {
        self.given.contains_key(name)
    }

    /// Takes an argument by another of its names, and says which media type that name stands for.
    pub fn media_type(&mut self, name: &str, media_types: &[(&str, &'static str)]) -> Option<&'static str> {
        let (other, media_type) = media_types.iter().find(|(other, _)| self.has(other))?;
        let value = self.given.remove(*other)?;
        self.given.insert(name.to_owned(), value);
        Some(media_type)
    }

    /// The argument, which has to be there.
    pub fn required<T: DeserializeOwned>(&mut self, name: &str) -> Result<T, Usage> {
        match self.given.remove(name) {
            Some(value) => read(name, value),
            None => Err(missing(name)),
        }
    }

    /// The argument, if it is there. Where null is no value of the type, it stands for no argument.
    pub fn optional<T: DeserializeOwned>(&mut self, name: &str) -> Result<Option<T>, Usage> {
        match self.given.remove(name) {
            None => Ok(None),
            Some(Value::Null) => Ok(serde_json::from_value(Value::Null).ok()),
            Some(value) => read(name, value).map(Some),
        }
    }

    /// The bytes of a base64 argument, or of a string that is not base64, which has to be there.
    pub fn required_bytes(&mut self, name: &str) -> Result<ByteStream, Usage> {
        self.optional_bytes(name)?.ok_or_else(|| missing(name))
    }

    /// The bytes of a base64 argument, or of a string that is not base64, if it is there.
    pub fn optional_bytes(&mut self, name: &str) -> Result<Option<ByteStream>, Usage> {
        let Some(text) = self.optional::<String>(name)? else { return Ok(None) };
        let bytes = BASE64.decode(&text).unwrap_or_else(|_| text.into_bytes());
        Ok(Some(bytes.into()))
    }

    /// The call as it is, if no argument is left over.
    pub fn finish<O: Operation<Error = ErrorBody>>(
        &mut self,
        call: Call<O>,
        output: fn(O::Output) -> Shown,
    ) -> Result<Pending, Usage> {
        self.all_taken()?;
        if self.items { Err(Usage("no list over pages".to_owned())) } else { Ok(Box::pin(outcome(call, output))) }
    }

    /// The same for a list over pages.
    pub fn finish_list<O: Paginated<Item: Serialize, Error = ErrorBody>>(
        &mut self,
        call: Call<O>,
        output: fn(O::Output) -> Shown,
    ) -> Result<Pending, Usage> {
        self.all_taken()?;
        if self.items { Ok(Box::pin(items(call))) } else { Ok(Box::pin(outcome(call, output))) }
    }

    fn all_taken(&self) -> Result<(), Usage> {
        match self.given.keys().next() {
            Some(name) => Err(Usage(format!("there is no argument `{name}`"))),
            None => Ok(()),
        }
    }
}

fn missing(name: &str) -> Usage {
    Usage(format!("argument `{name}` is missing"))
}

fn read<T: DeserializeOwned>(name: &str, value: Value) -> Result<T, Usage> {
    serde_json::from_value(value).map_err(|error| Usage(format!("argument `{name}`: {error}")))
}

async fn outcome<O: Operation<Error = ErrorBody>>(call: Call<O>, output: fn(O::Output) -> Shown) -> Value {
    let (status, shown) = match call.send().await {
        Ok(response) => (response.status().as_u16(), output(response.into_body())),
        Err(error) => return failure(error),
    };
    match shown.await {
        Ok(value) => json!({ "status": status, "value": value }),
        Err(error) => failure(error),
    }
}

/// The items of all pages, up to a bound.
async fn items<O: Paginated<Item: Serialize, Error = ErrorBody>>(call: Call<O>) -> Value {
    let (mut list, mut items) = (call.items(), Vec::new());
    while items.len() < MOST_ITEMS {
        match list.try_next().await {
            Ok(Some(item)) => items.push(to_json(&item)),
            Ok(None) => break,
            Err(error) => return failure(error),
        }
    }
    json!({ "status": list.last_response().map(|it| it.status().as_u16()), "value": items })
}

/// A failure; the raw text where there is no documented body.
fn failure(error: Error) -> Value {
    let body = error.body().map(error_body);
    let text = Some(error.text()).filter(|it| !it.is_empty()).map(|it| Value::String(it.into_owned()));
    json!({
        "status": error.status().map(|it| it.as_u16()),
        "error": {
            "kind": error.kind().as_str(),
            "message": error.to_string(),
            "body": body.filter(|it| !it.is_null()).or(text),
        },
    })
}

/// Shows a value that is there.
pub fn json<T: Serialize>(value: T) -> Shown {
    let value = to_json(&value);
    Box::pin(async move { Ok(value) })
}

/// Shows bytes as base64.
pub fn bytes(stream: Download<ErrorBody>) -> Shown {
    Box::pin(async move { Ok(Value::String(BASE64.encode(stream.collect().await?))) })
}

/// Shows the lines of a stream as a list.
pub fn lines<T: Wire + Serialize + Send + 'static>(mut stream: LineStream<T, ErrorBody>) -> Shown {
    Box::pin(async move {
        let mut items = Vec::new();
        while let Some(item) = stream.try_next().await? {
            items.push(to_json(&item));
        }
        Ok(Value::Array(items))
    })
}

/// Shows the body of an error response.
pub fn body_value<T: Serialize>(body: &T) -> Value {
    to_json(body)
}

/// Shows the bytes of an error response as base64.
pub fn body_bytes(body: &bytes::Bytes) -> Value {
    Value::String(BASE64.encode(body))
}

/// A value as JSON.
pub fn to_json<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or_else(|error| Value::String(format!("not writable as JSON: {error}")))
}
