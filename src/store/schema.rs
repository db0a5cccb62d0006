//! The tables, as diesel sees them. What creates them is in `migrations/`; a
//! test holds the two together.

diesel::table! {
    orders (order_id) {
        order_id -> Text,
        state -> Text,
        version -> BigInt,
        agent -> Nullable<Text>,
        pending_applications -> Integer,
        closed_by_refund -> Bool,
        last_event_at_us -> BigInt,
        revision -> BigInt,
        created_at_us -> BigInt,
    }
}

diesel::table! {
    order_payments (order_id, trandeno) {
        order_id -> Text,
        trandeno -> Text,
        position -> Integer,
    }
}

diesel::table! {
    payments (trandeno) {
        trandeno -> Text,
        order_id -> Text,
        paid_fen -> BigInt,
        refunded_fen -> BigInt,
        pending_fen -> BigInt,
    }
}

diesel::table! {
    tickets (order_id, ticketid) {
        order_id -> Text,
        ticketid -> Text,
        position -> Integer,
        price_fen -> BigInt,
        gate_credential_issued -> Bool,
        fed_state -> Text,
        batchno -> Nullable<Text>,
    }
}

diesel::table! {
    refunds (order_id, batchno) {
        order_id -> Text,
        batchno -> Text,
        whole_order -> Bool,
        amount_fen -> BigInt,
        memory -> Nullable<Text>,
        requested_at_us -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(epay_callbacks, epay_callbacks_open);

diesel::table! {
    /// Reports and database administrators know it by its legacy name.
    #[sql_name = "t_sp_yd_sxf"]
    applications (trandeno, batchno) {
        trandeno -> Text,
        batchno -> Text,
        order_id -> Text,
        amount_fen -> BigInt,
        status -> Text,
        actual_fen -> Nullable<BigInt>,
        created_at_us -> BigInt,
        handled_at_us -> Nullable<BigInt>,
    }
}

diesel::table! {
    epay_callbacks (trandeno, batchno) {
        trandeno -> Text,
        batchno -> Text,
        refundmoney_fen -> BigInt,
        state -> Text,
        reason -> Nullable<Text>,
        attempts -> Integer,
        received_at_us -> BigInt,
        applied_at_us -> Nullable<BigInt>,
        next_attempt_at_us -> Nullable<BigInt>,
        revision -> BigInt,
    }
}

diesel::table! {
    epay_callbacks_open (trandeno, batchno) {
        trandeno -> Text,
        batchno -> Text,
        state -> Text,
        received_at_us -> BigInt,
        next_attempt_at_us -> Nullable<BigInt>,
    }
}

diesel::table! {
    epay_callback_batches (batch_id) {
        batch_id -> Text,
        due_at_us -> BigInt,
        received_at_us -> BigInt,
        callback_count -> Integer,
        callbacks -> Text,
    }
}

diesel::table! {
    epay_callback_conflicts (trandeno, batchno, refundmoney_fen) {
        trandeno -> Text,
        batchno -> Text,
        refundmoney_fen -> BigInt,
        received_at_us -> BigInt,
    }
}

diesel::table! {
    douyin_notices (order_id, certificate_id) {
        order_id -> Text,
        certificate_id -> Text,
        code -> Text,
        total_count -> Integer,
        verify_count -> Integer,
        apply_time -> BigInt,
        audit_time -> BigInt,
        audit_result -> Integer,
        received_at_us -> BigInt,
        history_length -> Integer,
        revision -> BigInt,
    }
}

diesel::table! {
    douyin_notice_history (order_id, certificate_id, notice_number) {
        order_id -> Text,
        certificate_id -> Text,
        notice_number -> Integer,
        code -> Text,
        total_count -> Integer,
        verify_count -> Integer,
        apply_time -> BigInt,
        audit_time -> BigInt,
        audit_result -> Integer,
        received_at_us -> BigInt,
        took_effect -> Bool,
    }
}

diesel::table! {
    taoxianda_refunds (sub_biz_order_id, refund_goods_id, shop_id) {
        sub_biz_order_id -> Text,
        refund_goods_id -> Text,
        shop_id -> Text,
        fulfill_id -> Nullable<Text>,
        refund_id -> Nullable<Text>,
        sku_code -> Nullable<Text>,
        actual_refund_quantity_millionths -> BigInt,
        refund_amount_fen -> BigInt,
        goods_returned -> Nullable<Bool>,
        expect_fetch_sale_quantity_millionths -> Nullable<BigInt>,
        received_at_us -> BigInt,
    }
}

diesel::table! {
    audit_events (stream, recorded_at_us) {
        stream -> Text,
        recorded_at_us -> BigInt,
        kind -> Text,
        attributes -> Text,
    }
}

diesel::table! {
    partners (id) {
        id -> Text,
        algorithm -> Text,
        payload_hash_required -> Bool,
        sealed_key -> Binary,
        created_at_us -> BigInt,
        disabled_at_us -> Nullable<BigInt>,
    }
}

diesel::table! {
    top_apps (app_key) {
        app_key -> Text,
        sealed_secret -> Binary,
        created_at_us -> BigInt,
        disabled_at_us -> Nullable<BigInt>,
    }
}

diesel::table! {
    hawk_nonces (ts, partner_id, nonce_sha256) {
        ts -> BigInt,
        partner_id -> Text,
        nonce_sha256 -> Binary,
    }
}
