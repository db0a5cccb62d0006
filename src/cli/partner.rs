//! `refund-gateway partner`: who may call with HAWK signatures.

use std::{error::Error, process::ExitCode};

use clap::{Args, Subcommand, ValueEnum};

use super::{callers, console::say, secret};
use crate::{
    config::Config,
    partners::{
        hawk::Algorithm,
        registry::{NewPartner, Registry},
    },
    store::partners::PartnerRecord,
};

#[derive(Debug, Subcommand)]
pub(super) enum PartnerTask {
    /// Let a partner call
    Add(Add),
    /// List the partners
    List,
    /// Let a partner call no more, within a second
    Disable {
        /// Id of the partner
        #[arg(long)]
        id: String,
    },
}

#[derive(Debug, Args)]
pub(super) struct Add {
    /// Id of the partner: the `id` of its HAWK headers, and the `agent` of its
    /// orders
    #[arg(long)]
    id: String,
    /// First part of the partner's secret (KEY)
    #[arg(long)]
    key: String,
    /// Digest that the partner signs with
    #[arg(long, value_enum, default_value_t = AlgorithmName::Sha256)]
    algorithm: AlgorithmName,
    /// Whether the partner has to sign the payloads of its requests
    #[arg(long, value_enum, default_value_t = PayloadHash::Required)]
    payload_hash: PayloadHash,
    /// Read the second part of the secret, the password, from standard input
    ///
    /// UTF-8. One line break at its end is not a part of it. The password is
    /// not kept, only the key that it makes.
    #[arg(long, required = true)]
    password_stdin: bool,
    /// Give a partner that is there already a new secret, and let it call again
    #[arg(long)]
    replace: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum AlgorithmName {
    Sha256,
    Sha1,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum PayloadHash {
    Required,
    Optional,
}

pub(super) async fn run(task: PartnerTask, config: &Config) -> Result<ExitCode, Box<dyn Error>> {
    // Before the database is opened: whoever is to type it should not wait.
    let password = match &task {
        PartnerTask::Add(_) => Some(secret::from_stdin("password")?),
        PartnerTask::List | PartnerTask::Disable { .. } => None,
    };
    let store = callers::open(config).await?;
    let registry = callers::registry(&store, config);
    match task {
        PartnerTask::Add(add) => {
            add_partner(&registry, &add, &password.unwrap_or_default()).await?;
        }
        PartnerTask::List => {
            let partners = registry.partners().await?;
            say(&callers::table(HEAD, partners.iter().map(row)));
        }
        PartnerTask::Disable { id } => {
            registry.disable_partner(&id).await?;
            say(&format!("partner {id} is disabled"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn add_partner(
    registry: &Registry<'_>,
    add: &Add,
    password: &str,
) -> Result<(), Box<dyn Error>> {
    let partner = NewPartner {
        id: &add.id,
        key: &add.key,
        password,
        algorithm: match add.algorithm {
            AlgorithmName::Sha256 => Algorithm::Sha256,
            AlgorithmName::Sha1 => Algorithm::Sha1,
        },
        payload_hash_required: add.payload_hash == PayloadHash::Required,
    };
    registry.add_partner(partner, add.replace).await?;
    say(&format!("partner {} may call", add.id));
    Ok(())
}

const HEAD: [&str; 4] = ["ID", "ALGORITHM", "PAYLOAD HASH", "STATE"];

fn row(partner: &PartnerRecord) -> [String; 4] {
    let payload_hash = if partner.payload_hash_required {
        "required"
    } else {
        "optional"
    };
    [
        partner.id.clone(),
        partner.algorithm.to_lowercase(),
        payload_hash.to_owned(),
        callers::state(partner.disabled_at).to_owned(),
    ]
}
