//! The pages against the documents that partners have, and against what the
//! gateway really has.

use std::{collections::BTreeSet, sync::LazyLock};

use proptest::prelude::*;

use super::{Help, Page, api, contract::Contract, model, top};
use crate::{
    error::{Failure, TopError},
    legacy::webapi::shape::Kind,
};

const DOUYIN: &str = include_str!("../../../tests/vectors/help/douyin.txt");
const EPAY: &str = include_str!("../../../tests/vectors/help/epay.txt");
const REFUND: &str = include_str!("../../../tests/vectors/help/refund.txt");
const TOP: &str = include_str!("../../../tests/vectors/help/top.txt");

fn respond(path: &str, query: Option<&str>) -> Option<&'static Page> {
    static AT_ROOT: LazyLock<Help> = LazyLock::new(|| Help::new(""));
    AT_ROOT.respond(path, query)
}

fn html(page: &Page) -> &str {
    std::str::from_utf8(&page.body).expect("UTF-8")
}

fn page(path: &str) -> &'static Page {
    respond(path, None).expect("a help page")
}

fn api_pages() -> [(&'static str, &'static Page); 3] {
    [
        (DOUYIN, "POST-api-WebInterface-Order-ThirdRefundInfo-Update"),
        (EPAY, "POST-api-WebInterface-EPay-Refund-EndSingle-Success"),
        (REFUND, "POST-api-Order-Refund"),
    ]
    .map(|(document, id)| (document, page(&format!("/Help/Api/{id}"))))
}

/// What a page shows between its heading and its end, without white space.
fn shown(page: &Page) -> String {
    let (_, own) = html(page).split_once("<h1>").expect("a heading");
    let (own, _) = own.split_once("</main>").expect("an end");
    without_space(&text_of(own))
}

/// HTML as readers see it.
fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        rest = tag.split_once('>').expect("the end of a tag").1;
    }
    text.push_str(rest);
    // Last the one that the others begin with.
    for (entity, character) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ] {
        text = text.replace(entity, character);
    }
    text
}

fn without_space(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The blocks of a page that are read as they stand.
fn blocks(page: &Page) -> Vec<String> {
    let parts = html(page).split("<pre class=\"wrapped\">").skip(1);
    parts
        .map(|part| text_of(part.split_once("</pre>").expect("an end").0))
        .collect()
}

/// The samples of a document.
fn samples(document: &str) -> Vec<&str> {
    let parts = document.split("Sample:\n").skip(1);
    // "Sample not available." stands after an empty line.
    parts
        .filter(|part| !part.starts_with('\n'))
        .map(up_to_empty_line)
        .collect()
}

/// The block that a document's text begins with.
fn up_to_empty_line(text: &str) -> &str {
    text.split_once("\n\n").map_or(text, |(block, _)| block)
}

#[test]
fn the_pages_begin_with_all_that_the_documents_say_in_their_order() {
    for (document, page) in api_pages() {
        let expected = without_space(document);
        let shown = shown(page);
        let same = shown
            .chars()
            .zip(expected.chars())
            .take_while(|(one, other)| one == other);
        let same: String = same.map(|(character, _)| character).collect();
        assert!(
            shown.starts_with(&expected),
            "the same up to: {same}\nand then: {:.100}",
            &expected[same.len()..]
        );
    }
}

#[test]
fn the_samples_are_the_documents_character_by_character() {
    for (document, page) in api_pages() {
        let expected = samples(document);
        assert!(expected.len() >= 4, "{expected:?}");
        assert_eq!(blocks(page)[..expected.len()], expected);
    }
}

#[test]
fn the_page_of_the_top_method_has_all_that_its_document_says_in_its_order() {
    let page = page("/Help/Api/alibaba.wdk.trade.refund.inform");
    let shown = shown(page);
    let mut rest = shown.as_str();
    for line in TOP.lines() {
        // How its reader marked the items of lists is not part of the document.
        let line = without_space(line.trim_start().trim_start_matches('•'));
        rest = rest
            .split_once(line.as_str())
            .unwrap_or_else(|| panic!("{line} is not in {rest}"))
            .1;
    }

    let blocks = blocks(page);
    for start in [
        "TaobaoClient client",
        "<alibaba_wdk_trade_refund_inform_response>",
        "<error_response>",
    ] {
        let at = TOP.find(start).expect(start);
        let sample = up_to_empty_line(&TOP[at..]);
        assert!(blocks.iter().any(|block| block == sample), "{sample}");
    }
}

#[test]
fn each_member_has_a_description() {
    for model in model::ALL {
        let described = model.members().filter(|(_, text)| !text.is_empty());
        assert_eq!(
            described.count(),
            model.shape.members.len(),
            "{}",
            model.shape.name
        );
    }
}

#[test]
fn the_contract_explains_every_field_of_the_messages_that_the_pages_tell_of() {
    let contract = Contract::embedded();
    let rpcs = api::ALL.iter().map(|api| api.rpc).chain([top::RPC]);
    for rpc in rpcs {
        let method = contract.method(rpc).expect(rpc);
        assert!(!method.comment.is_empty(), "{rpc}");
        let kinds = contract.types_of(method);
        assert!(kinds.len() >= 2, "{rpc}");
        for kind in kinds {
            assert!(!kind.comment.is_empty(), "{}", kind.name);
            for part in &kind.parts {
                assert!(!part.comment.is_empty(), "{}.{}", kind.name, part.name);
            }
        }
    }
}

#[test]
fn the_models_have_the_fields_of_the_contract_s_messages() {
    let contract = Contract::embedded();
    let requests = api::ALL.iter().map(|api| api.request.shape);
    let items = requests.clone().flat_map(|shape| shape.members);
    let items = items.filter_map(|member| match member.kind {
        Kind::Objects(shape) => Some(shape),
        _ => None,
    });
    for shape in requests.chain(items) {
        let message = contract.message(shape.name).expect(shape.name);
        let fields: Vec<_> = message
            .parts
            .iter()
            .map(|part| part.name.as_str())
            .collect();
        let members: Vec<_> = shape.members.iter().map(|member| member.name).collect();
        assert_eq!(fields, members);
    }
}

#[test]
fn every_failure_is_in_the_table_of_error_codes() {
    let shown = shown(page("/Help/ErrorCodes"));
    for row in Failure::all().map(Failure::row) {
        let cells = format!(
            "{}{}{}",
            row.errcode,
            row.reason,
            without_space(row.message_zh)
        );
        assert!(shown.contains(&cells), "{cells}");
    }
}

/// The codes stand in the source as `plain(50, "Remote service error")`, or in
/// a field `code: 41` where the message names a parameter.
#[test]
fn the_platform_s_codes_are_those_that_its_errors_are_made_with() {
    let source = include_str!("../top/platform_error.rs");
    let number = |text: &str| {
        let digits = text.chars().take_while(char::is_ascii_digit);
        digits.collect::<String>().parse::<u32>().ok()
    };
    let mut made = BTreeSet::new();
    for start in ["plain(", "code: "] {
        made.extend(source.split(start).skip(1).filter_map(number));
    }
    let told: BTreeSet<_> = top::PLATFORM_CODES.iter().map(|code| code.code).collect();
    assert_eq!(told, made);
    for code in top::PLATFORM_CODES {
        assert!(
            source.contains(&format!("\"{}", code.message)),
            "{}",
            code.message
        );
    }
}

#[test]
fn the_reasons_of_the_top_method_are_in_the_error_table() {
    for (reason, _) in top::BUSINESS_CODES {
        let row = Failure::all()
            .map(Failure::row)
            .find(|row| row.reason == *reason);
        let row = row.expect(reason);
        assert!(matches!(row.top, TopError::Business(_)), "{reason}");
    }
}

#[test]
fn the_example_s_blocks_can_be_sent_as_they_stand() {
    for api in api::ALL {
        let example: serde_json::Value = serde_json::from_str(api.example).expect("JSON");
        let object = example.as_object().expect("an object");
        for name in object.keys() {
            assert!(api.request.shape.member(name).is_some(), "{name}");
        }
    }
}

#[test]
fn addresses_ignore_case_and_one_last_slash() {
    let expected = page("/Help/Api/POST-api-Order-Refund");
    for path in [
        "/help/api/post-api-order-refund",
        "/HELP/API/POST-API-ORDER-REFUND/",
    ] {
        assert_eq!(page(path), expected, "{path}");
    }
    let by_query = respond("/Help/Api", Some("a=b&APIID=post%2Dapi-order-refund"));
    assert_eq!(by_query, Some(expected));
    for path in ["/Help", "/help/", "/Help/Index"] {
        assert!(
            html(page(path)).contains("<h1>ASP.NET Web API Help Page</h1>"),
            "{path}"
        );
    }
}

#[test]
fn models_are_found_by_the_query() {
    for model in model::ALL {
        let query = format!("modelName={}", model.shape.name.to_uppercase());
        let page = respond("/Help/ResourceModel", Some(&query)).expect("a page");
        assert!(html(page).contains(&format!("<h1>{}</h1>", model.shape.name)));
    }
}

#[test]
fn what_is_not_there_gets_the_error_view() {
    for (path, query, status) in [
        ("/Help/Api/POST-api-Nope", None, 200),
        ("/Help/Api", None, 200),
        ("/Help/ResourceModel", Some("modelName=%3Cscript%3E"), 200),
        ("/Help/ResourceModel", None, 200),
        ("/Help/Nope", None, 404),
        ("/Help/Api/POST-api-Order-Refund/more", None, 404),
    ] {
        let page = respond(path, query).expect(path);
        assert_eq!(page.status, status, "{path}");
        assert!(html(page).contains("<h1>Error.</h1>"), "{path}");
        assert!(!html(page).contains("script"), "{path}");
    }
    for path in ["/", "", "/Helper", "/api/Order/Refund", "Help", "/Hél"] {
        assert_eq!(respond(path, None), None, "{path}");
    }
}

#[test]
fn links_stay_below_the_base_path() {
    let help = Help::new("/tickets/");
    assert_eq!(help.respond("/Help", None), None);
    let index = help.respond("/Tickets/Help", None).expect("a page");
    for part in html(index).split(" href=\"").skip(1) {
        let (address, _) = part.split_once('"').expect("an end");
        assert!(
            address.starts_with("/tickets/Help") || address == "data:,",
            "{address}"
        );
    }
    let refund = help.respond("/tickets/help/api/post-api-order-refund", None);
    assert!(html(refund.expect("a page")).contains("path=/tickets/api/Order/Refund\n"));
    let style = help
        .respond("/tickets/Help/style.css", None)
        .expect("the style");
    assert_eq!(style.content_type, "text/css; charset=utf-8");
}

#[test]
fn every_link_leads_to_a_page_or_a_part_that_is_there() {
    let mut followed = BTreeSet::new();
    let mut waiting = vec!["/Help".to_owned()];
    while let Some(address) = waiting.pop() {
        if !followed.insert(address.clone()) {
            continue;
        }
        let (path, query) = address.split_once('?').unwrap_or((&address, ""));
        let page = respond(path, Some(query)).expect(&address);
        assert!(!html(page).contains("<h1>Error.</h1>"), "{address}");
        for part in html(page).split(" href=\"").skip(1) {
            let (target, _) = part.split_once('"').expect("an end");
            if let Some(anchor) = target.strip_prefix('#') {
                assert!(
                    html(page).contains(&format!("id=\"{anchor}\"")),
                    "{address}#{anchor}"
                );
            } else if target.starts_with('/') {
                waiting.push(target.to_owned());
            }
        }
    }
    // The first page, three APIs, the method of TOP, six models, the table of
    // error codes, and the style.
    assert_eq!(followed.len(), 13, "{followed:?}");
}

proptest! {
    #[test]
    fn any_address_is_answered_or_left_to_others(path in "(/[Hh]elp)?.{0,40}", query in ".{0,40}") {
        let page = respond(&path, Some(&query));
        prop_assert!(page.is_none() || path.to_lowercase().starts_with("/help"));
    }
}
