//! What may never enter which room of the house.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A room, the words its code must not use, and why.
struct Wall {
    room: &'static str,
    /// Rooms within it to which the wall does not apply.
    except: &'static [&'static str],
    /// `name` is an identifier; `name::` one that leads to something.
    forbidden: &'static [&'static str],
    reason: &'static str,
}

/// What has to do with anything but the bytes at hand.
const PURE: &[&str] = &[
    "tokio",
    "async",
    "await",
    "hyper",
    "tonic",
    "proto::",
    "upstream::",
    "settings::",
    "SystemTime",
    "Instant",
    "rand",
    "fs",
    "net",
    "env",
];

const WALLS: [Wall; 11] = [
    Wall {
        room: "src/domain",
        except: &[],
        forbidden: &[
            "tokio",
            "futures_util",
            "diesel",
            "diesel_async",
            "tonic",
            "prost",
            "prost_types",
            "axum",
            "http",
            "rand",
            "tracing",
            "metrics",
            "SystemTime",
            "Instant",
            "OffsetDateTime",
            "fs",
            "net",
            "io",
            "env",
            "process",
            "thread",
            "async",
            "await",
            "proto::",
            "store::",
            "engine::",
            "grpc::",
            "partners::",
            "legacy::",
        ],
        reason: "the rules are pure functions: no clock, no chance, no world, no framework",
    },
    Wall {
        room: "src",
        except: &["src/store"],
        forbidden: &[
            "diesel",
            "diesel_async",
            "diesel_migrations",
            "libsqlite3_sys",
        ],
        reason: "only the store talks to databases",
    },
    Wall {
        room: "src/store",
        except: &[],
        forbidden: &[
            "tonic", "prost", "axum", "engine::", "grpc::", "proto::", "legacy::",
        ],
        reason: "the store loads and writes rows, for whoever asks",
    },
    Wall {
        room: "src/engine",
        except: &[],
        forbidden: &[
            "tonic",
            "prost",
            "axum",
            "sql_query",
            "grpc::",
            "proto::",
            "legacy::",
        ],
        reason: "the engine knows neither SQL nor wire formats",
    },
    Wall {
        room: "src/grpc",
        except: &[],
        forbidden: &["axum", "sql_query", "serde_json", "legacy::"],
        reason: "the services know neither SQL nor HTTP's formats",
    },
    Wall {
        room: "src/http",
        except: &[],
        forbidden: &[
            "axum",
            "tonic",
            "proto::",
            "store::",
            "engine::",
            "domain::",
            "grpc::",
            "partners::",
            "legacy::",
        ],
        reason: "the listener does not know what it carries",
    },
    Wall {
        room: "src/partners",
        except: &[],
        forbidden: &[
            "axum", "tonic", "hyper", "http", "engine::", "grpc::", "legacy::",
        ],
        reason: "checking signatures needs no server",
    },
    Wall {
        room: "src/legacy",
        except: &[],
        forbidden: &[
            "store::",
            "engine::",
            "domain::",
            "grpc::",
            "partners::",
            "config::",
            "server::",
        ],
        reason: "the sidecar reaches the rest through the services of the contract alone",
    },
    Wall {
        room: "src/legacy/webapi/read",
        except: &[],
        forbidden: PURE,
        reason: "a reader makes a model of bytes, and does nothing else",
    },
    Wall {
        room: "src/legacy/webapi/write",
        except: &[],
        forbidden: PURE,
        reason: "a writer makes bytes of an answer, and does nothing else",
    },
    Wall {
        room: "src",
        except: &["src/legacy", "src/cli/demo"],
        forbidden: &["quick_xml", "bson", "maud"],
        reason: "the formats of the old server stay where it is answered for",
    },
];

#[test]
fn no_room_holds_what_may_never_enter_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut breaches = Vec::new();
    for wall in &WALLS {
        let except: Vec<_> = wall.except.iter().map(|room| root.join(room)).collect();
        for file in sources(&root.join(wall.room)) {
            if except.iter().any(|room| file.starts_with(room)) {
                continue;
            }
            let code = code_of(&fs::read_to_string(&file).expect("a readable source"));
            let shown = file.strip_prefix(root).expect("below the root").display();
            for word in wall.forbidden {
                if uses(&code, word) {
                    breaches.push(format!("{shown} uses {word}: {}", wall.reason));
                }
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn every_room_is_there_and_walked() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for wall in &WALLS {
        for room in wall.except.iter().chain([&wall.room]) {
            assert!(!sources(&root.join(room)).is_empty(), "{room}");
        }
    }
    let domain = sources(&root.join("src/domain"));
    assert!(domain.contains(&root.join("src/domain/feed/merge.rs")));
    assert!(sources(&root.join("src")).len() > domain.len());
}

#[test]
fn a_breach_is_seen_however_it_is_written() {
    for (source, word) in [
        ("use tokio::sync::mpsc;", "tokio"),
        ("use std::{fmt, time::{Duration, Instant}};", "Instant"),
        ("let now = std::time::SystemTime::now();", "SystemTime"),
        ("#[diesel(sql_name = \"t\")]", "diesel"),
        (
            "use crate::{\n    domain::money::Fen,\n    store::Store,\n};",
            "store::",
        ),
        ("use crate::store::Store;", "store::"),
        ("use refund_gateway::domain::money;", "domain::"),
    ] {
        assert!(uses(&code_of(source), word), "{word} in {source}");
    }
}

#[test]
fn what_only_looks_like_a_breach_is_none() {
    for (source, word) in [
        ("//! No tokio here.", "tokio"),
        ("let x = 1; // as tokio::time would", "tokio"),
        ("let operand = brand;", "rand"),
        ("self.store(content, rows);", "store::"),
        ("use crate::domain::store_notices;", "store"),
        ("datastore::open()", "store::"),
    ] {
        assert!(!uses(&code_of(source), word), "{word} in {source}");
    }
}

/// Every Rust source below a directory; none if there is no such directory.
fn sources(directory: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(directory) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.expect("a readable directory").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// A source without its comments, in one line.
fn code_of(source: &str) -> String {
    let lines = source.lines().map(|line| {
        let code = line.split_once("//").map_or(line, |(code, _)| code);
        code.trim()
    });
    lines.collect::<Vec<_>>().join(" ")
}

/// Whether code uses a word, as `Wall::forbidden` describes words.
fn uses(code: &str, word: &str) -> bool {
    let part = |character: char| character.is_alphanumeric() || character == '_';
    code.match_indices(word).any(|(start, _)| {
        let before = code[..start].chars().next_back();
        let after = code[start + word.len()..].chars().next();
        let whole = word.ends_with("::") || !after.is_some_and(part);
        whole && !before.is_some_and(part)
    })
}
