//! What the documents leave open.

use clap::{
    Args,
    builder::{PossibleValuesParser, TypedValueParser as _},
};

use crate::domain::taoxianda::AmountUnit;

/// What the documents leave open.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Rules")]
pub struct RulesConfig {
    /// Unit of Taoxianda's `refund_amount`
    ///
    /// TOP does not document it; its sibling interfaces use fen. An amount that
    /// does not fit the unit is refused, never converted.
    #[arg(
        long,
        value_name = "UNIT",
        value_parser = PossibleValuesParser::new(["fen", "yuan"]).map(|unit| amount_unit(&unit)),
        default_value = "fen"
    )]
    pub top_amount_unit: AmountUnit,
}

/// Clap lets nothing but the two names through.
fn amount_unit(name: &str) -> AmountUnit {
    match name {
        "yuan" => AmountUnit::Yuan,
        _ => AmountUnit::Fen,
    }
}
