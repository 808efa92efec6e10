CREATE TABLE note (no text PRIMARY KEY, id text, noted text, text text);
INSERT INTO note VALUES
  ('kanari-1-no', 'kanari-1-id', '1903-04-11', 'kanari-1-text'),
  ('kanari-2-no', 'kanari-2-id', 'kanari-2-noted', 'kanari-2-text'),
  ('kanari-3-no', '', '1903-04-13', 'kanari-3-text');
