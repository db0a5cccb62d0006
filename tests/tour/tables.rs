//! The tables of both documents equal the source that they repeat.

use clap::{Args as _, Command};
use refund_gateway::{
    config::{Config, SidecarConfig},
    error::{ErrorRow, Failure},
};

use super::{markdown, repository_file};

const DOCUMENTS: [&str; 2] = ["README.md", "README.zh-CN.md"];

#[test]
fn the_error_table_is_that_of_the_source() {
    let mut rows: Vec<_> = Failure::all().map(Failure::row).collect();
    rows.sort_by_key(|row| row.errcode);
    let rows: Vec<_> = rows.into_iter().map(shown).collect();
    for document in DOCUMENTS {
        let shown = markdown::table(&repository_file(document), "errors");
        assert_eq!(shown, rows, "{document} has to show:\n{}", rows.join("\n"));
    }
}

fn shown(row: ErrorRow) -> String {
    format!(
        "| `{}` | {} | {} | {} |",
        row.reason,
        upper_snake(&format!("{:?}", row.code)),
        row.errcode,
        row.message_zh
    )
}

/// `NotFound` as gRPC's documents spell it.
fn upper_snake(name: &str) -> String {
    let mut upper = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !upper.is_empty() {
            upper.push('_');
        }
        upper.push(letter.to_ascii_uppercase());
    }
    upper
}

#[test]
fn the_metrics_to_alert_on_exist() {
    let metrics = repository_file("src/metrics.rs");
    for document in DOCUMENTS {
        let rows = markdown::table(&repository_file(document), "alerts");
        assert!(!rows.is_empty());
        for row in rows {
            let shown = markdown::code_spans(markdown::cells(&row)[0]);
            let name = shown[0].split('{').next().unwrap();
            assert!(
                metrics.contains(&format!("\"{name}\"")),
                "{document}: {name}"
            );
        }
    }
}

#[test]
fn the_settings_exist_and_have_the_defaults_shown() {
    let gateway = Config::augment_args(Command::new("settings"));
    let sidecar = SidecarConfig::augment_args(Command::new("sidecar"));
    for document in DOCUMENTS {
        settings_are_those_of(&gateway, document, "settings");
        settings_are_those_of(&sidecar, document, "sidecar settings");
    }
}

fn settings_are_those_of(command: &Command, document: &str, marker: &str) {
    for row in markdown::table(&repository_file(document), marker) {
        let cells = markdown::cells(&row);
        for flag in markdown::code_spans(cells[0]) {
            let name = flag.trim_start_matches("--");
            let setting = command
                .get_arguments()
                .find(|setting| setting.get_long() == Some(name))
                .unwrap_or_else(|| panic!("{document}: no setting {name}"));
            if let Some(default) = setting.get_default_values().first() {
                let shown = cells[1].trim_matches('`');
                assert_eq!(shown, default, "{document}: the default of {name}");
            }
        }
    }
}
