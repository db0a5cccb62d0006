-- Operators ask for a certificate without knowing the order.
CREATE INDEX douyin_notices_by_certificate ON douyin_notices (certificate_id);
