namespace Hub.Embedded.Database;

/// <summary>The tables of <c>hub.db</c>. A migration that was once released is never changed; another is added.</summary>
internal static partial class Schema
{
    // Times are UTC ticks (100 ns); UUIDs are 16 bytes, big-endian.
    public static readonly string[] Migrations =
    [
        $$"""
        -- Orders are known by random ids; here each has a number in order of arrival, so that rows about the same or
        -- neighbouring orders lie together. Random keys would touch a page of its own for each row and index.
        CREATE TABLE streams (no INTEGER PRIMARY KEY, order_id BLOB NOT NULL UNIQUE);
        CREATE TABLE events (
            seq INTEGER PRIMARY KEY,
            no INTEGER NOT NULL,
            version INTEGER NOT NULL,
            body BLOB NOT NULL,
            by_role INTEGER NOT NULL,
            by_partner TEXT,
            occurred_at INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL,
            causation TEXT,
            correlation TEXT,
            trace TEXT,
            UNIQUE (no, version)
        );
        CREATE TABLE receipts (
            no INTEGER NOT NULL,
            partner TEXT NOT NULL,
            message TEXT NOT NULL,
            hash TEXT NOT NULL,
            receipt_id BLOB NOT NULL,
            version INTEGER NOT NULL,
            refusal BLOB,
            received_at INTEGER NOT NULL,
            PRIMARY KEY (no, partner, message)
        ) WITHOUT ROWID;
        CREATE TABLE messages (
            seq INTEGER PRIMARY KEY,
            receipt_id BLOB NOT NULL UNIQUE,
            partner TEXT NOT NULL,
            message TEXT NOT NULL,
            hash TEXT NOT NULL,
            content_type TEXT,
            request TEXT NOT NULL,
            body BLOB NOT NULL,
            size INTEGER NOT NULL,
            received_at INTEGER NOT NULL,
            outcome INTEGER NOT NULL,
            no INTEGER,
            reason TEXT
        );
        CREATE INDEX messages_identity ON messages (partner, message);
        CREATE INDEX messages_order ON messages (no) WHERE no IS NOT NULL;
        CREATE INDEX messages_received ON messages (received_at);
        CREATE INDEX messages_orphans ON messages (received_at) WHERE no IS NULL;
        CREATE INDEX messages_not_taken ON messages (outcome, seq) WHERE outcome > 0;
        CREATE TABLE contacts (order_id BLOB PRIMARY KEY, body BLOB NOT NULL, review_at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX contacts_review ON contacts (review_at);
        CREATE TABLE dwellings (
            id TEXT PRIMARY KEY, street TEXT, number TEXT, letter TEXT, suffix TEXT, postal_code TEXT, city TEXT, complex TEXT, area TEXT, type TEXT
        ) WITHOUT ROWID;
        CREATE TABLE partners (id TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE partner_keys (
            id TEXT PRIMARY KEY, partner TEXT NOT NULL, hash TEXT NOT NULL, created_at INTEGER NOT NULL, used_at INTEGER
        ) WITHOUT ROWID;
        CREATE TABLE contracts (
            number TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL, put_at INTEGER NOT NULL, PRIMARY KEY (number, version)
        ) WITHOUT ROWID;
        CREATE TABLE deliveries (
            seq INTEGER PRIMARY KEY,
            no INTEGER NOT NULL,
            partner TEXT NOT NULL,
            version INTEGER NOT NULL,
            event TEXT NOT NULL,
            state INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            failures INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            first_tried_at INTEGER,
            next_at INTEGER,
            done_at INTEGER,
            note TEXT,
            UNIQUE (no, partner, version)
        );
        -- State 0 is owed, 2 is parked: only these are looked for by partner, so the index stays small.
        CREATE INDEX deliveries_open ON deliveries (partner, state, seq) WHERE state IN (0, 2);
        CREATE TABLE probe (id INTEGER PRIMARY KEY, at INTEGER NOT NULL);
        CREATE TABLE owed_folds (order_id BLOB PRIMARY KEY, version INTEGER NOT NULL, seq INTEGER NOT NULL) WITHOUT ROWID;
        {{OrderRows("orders")}}
        """,
        $$"""
        -- A contract's version is its document and its price list together: price_list is the version at which that was
        -- imported. removed_at stands on the newest version of a contract that is no more.
        ALTER TABLE contracts ADD COLUMN price_list INTEGER;
        ALTER TABLE contracts ADD COLUMN removed_at INTEGER;
        -- Prices are ten-thousandths of a euro; days are counted from 0001-01-01.
        CREATE TABLE prices (
            contract TEXT NOT NULL,
            price_list INTEGER NOT NULL,
            line INTEGER NOT NULL,
            code TEXT NOT NULL,
            description TEXT NOT NULL,
            unit TEXT NOT NULL,
            price INTEGER NOT NULL,
            coverage INTEGER NOT NULL,
            first_day INTEGER,
            last_day INTEGER,
            PRIMARY KEY (contract, price_list, line)
        ) WITHOUT ROWID;
        {{ContractIndex("orders")}}
        -- JSON of deadlines, of the decision that is waited for, and of what keeps the order from being settled.
        ALTER TABLE orders ADD COLUMN standing BLOB;
        """,
        """
        -- When to look at which photo. Kind 0 is a picture in the store, by its hash; 1 is a photo to be fetched, by its id.
        CREATE TABLE evidence_agenda (
            order_id BLOB NOT NULL,
            kind INTEGER NOT NULL,
            item TEXT NOT NULL,
            due_at INTEGER NOT NULL,
            failures INTEGER NOT NULL,
            first_tried_at INTEGER,
            PRIMARY KEY (order_id, kind, item)
        ) WITHOUT ROWID;
        CREATE INDEX evidence_agenda_due ON evidence_agenda (kind, due_at);
        """,
        """
        -- Whose system a photo is fetched from (NULL also for photos that were announced before this was noted), and why it failed last.
        ALTER TABLE evidence_agenda ADD COLUMN partner TEXT;
        ALTER TABLE evidence_agenda ADD COLUMN note TEXT;
        """,
        """
        -- Streams may be about other things than orders. An order's key stays the 16 bytes of its UUID; another kind's key is 16 bytes and the kind's letters.
        ALTER TABLE streams RENAME COLUMN order_id TO stream_id;
        ALTER TABLE contacts RENAME COLUMN order_id TO stream_id;
        ALTER TABLE owed_folds RENAME COLUMN order_id TO stream_id;
        ALTER TABLE evidence_agenda RENAME COLUMN order_id TO stream_id;
        """,
        """
        -- Each follower of the log has its own list. What the one relay of earlier versions could not process, neither of its two successors has processed.
        CREATE TABLE pending_projections (
            follower TEXT NOT NULL, stream_id BLOB NOT NULL, version INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (follower, stream_id)
        ) WITHOUT ROWID;
        INSERT INTO pending_projections SELECT 'views', stream_id, version, 2 * seq FROM owed_folds;
        INSERT INTO pending_projections SELECT 'deliveries', stream_id, version, 2 * seq + 1 FROM owed_folds;
        DROP TABLE owed_folds;
        """,
        $$"""
        -- A projection is rebuilt beside its rows: orders and orders_1 are alike, and the generation says which one answers. A migration that changes
        -- the one changes the other too. The rebuild columns are of the rebuild that goes on, which rebuild_started_at tells.
        CREATE TABLE projections (
            name TEXT PRIMARY KEY,
            version INTEGER NOT NULL,
            generation INTEGER NOT NULL,
            rebuilt_at INTEGER,
            rebuild_version INTEGER,
            rebuild_started_at INTEGER,
            rebuild_total INTEGER,
            rebuild_done INTEGER,
            rebuild_failed INTEGER,
            rebuild_cursor TEXT
        ) WITHOUT ROWID;
        INSERT INTO projections (name, version, generation) VALUES ('views', 1, 0);
        {{OrderRows("orders_1", ",\n    standing BLOB")}}
        {{ContractIndex("orders_1")}}
        """,
        """
        -- Contracts under which orders were awarded, with their contractor: such a contract is not removed, and its contractor does not change.
        CREATE TABLE contract_awards (number TEXT PRIMARY KEY, contractor TEXT NOT NULL) WITHOUT ROWID;
        INSERT OR REPLACE INTO contract_awards (number, contractor)
        SELECT body ->> '$.contractNumber', body ->> '$.contractorId'
        FROM (SELECT seq, CAST(body AS TEXT) AS body FROM events)
        WHERE body ->> '$.type' = 'OrderAwarded' AND body ->> '$.contractNumber' IS NOT NULL
        ORDER BY seq;
        """,
        """
        -- A delivery goes to a recipient: a partner's text is its id, as it was stored before; another kind's is <kind>:<id>.
        ALTER TABLE deliveries RENAME COLUMN partner TO recipient;
        """,
        """
        -- Another number each time that a stream is noted: who processed it removes it only where nobody noted it again.
        ALTER TABLE pending_projections ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
        """,
        """
        -- The message of a delivery as it was first written (JSON), so that each attempt sends the same; and whether the recipient refused it last.
        ALTER TABLE deliveries ADD COLUMN message BLOB;
        ALTER TABLE deliveries ADD COLUMN refused INTEGER NOT NULL DEFAULT 0;
        """,
        """
        -- Personal data lies in tables to which rows are only added, and whose rows are emptied where they lie. When SQLite moves a row to another page,
        -- because its neighbours grow or go, the page that it leaves may keep a copy, also with secure_delete. Each subject has a day on which somebody
        -- looks whether its contact, and the bodies of its messages, must go; body_no is NULL where there is no contact.
        CREATE TABLE contact_bodies (no INTEGER PRIMARY KEY, body BLOB NOT NULL);
        INSERT INTO contact_bodies (no, body) SELECT row_number() OVER (ORDER BY stream_id), body FROM contacts;
        INSERT OR IGNORE INTO streams (stream_id) SELECT stream_id FROM contacts ORDER BY stream_id;
        CREATE TABLE contacts_new (no INTEGER PRIMARY KEY, body_no INTEGER, review_at INTEGER NOT NULL);
        INSERT INTO contacts_new
        SELECT s.no, c.body_no, c.review_at
        FROM (SELECT stream_id, row_number() OVER (ORDER BY stream_id) AS body_no, review_at FROM contacts) c JOIN streams s ON s.stream_id = c.stream_id;
        DROP TABLE contacts;
        ALTER TABLE contacts_new RENAME TO contacts;
        CREATE INDEX contacts_review ON contacts (review_at);
        INSERT OR IGNORE INTO contacts (no, review_at) SELECT DISTINCT no, 0 FROM messages WHERE no IS NOT NULL AND length(body) > 0;
        CREATE TABLE message_bodies (no INTEGER PRIMARY KEY, body BLOB NOT NULL);
        INSERT INTO message_bodies SELECT seq, body FROM messages WHERE length(body) > 0 ORDER BY seq;
        ALTER TABLE messages ADD COLUMN body_no INTEGER;
        UPDATE messages SET body_no = seq WHERE length(body) > 0;
        ALTER TABLE messages DROP COLUMN body;
        -- When the file was written anew: what earlier versions deleted is in no free page of it since.
        CREATE TABLE rewritten (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL);
        """,
        """
        -- Encrypted; what earlier versions kept in the documents of partners is moved here at the start.
        CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
        """,
        """
        -- Messages of deliveries may name a person: they lie as contacts do.
        CREATE TABLE delivery_messages (no INTEGER PRIMARY KEY, body BLOB NOT NULL);
        INSERT INTO delivery_messages SELECT seq, message FROM deliveries WHERE message IS NOT NULL ORDER BY seq;
        ALTER TABLE deliveries ADD COLUMN message_no INTEGER;
        UPDATE deliveries SET message_no = seq WHERE message IS NOT NULL;
        ALTER TABLE deliveries DROP COLUMN message;
        """,
        """
        -- Orders that no contractor has: status 0 is registered, 1 waits for an approval. A sweep walks them all, the longest waiting first.
        CREATE INDEX orders_waiting ON orders (placed_at, no) WHERE contractor IS NULL AND status IN (0, 1);
        CREATE INDEX orders_1_waiting ON orders_1 (placed_at, no) WHERE contractor IS NULL AND status IN (0, 1);
        """,
        """
        -- A partner's messages that were not taken, the oldest first: they go when it has too many.
        CREATE INDEX messages_of_partner ON messages (partner, seq) WHERE outcome > 0;
        """,
        $$"""
        -- What lists are searched by: without an index each search walks all orders.
        {{Searched("orders")}}
        {{Searched("orders_1")}}
        """,
        """
        -- What the last change of the register changed: each dwelling as it was before; was_there is 0 for one that was added then.
        CREATE TABLE dwellings_before (
            id TEXT PRIMARY KEY,
            street TEXT, number TEXT, letter TEXT, suffix TEXT, postal_code TEXT, city TEXT, complex TEXT, area TEXT, type TEXT,
            was_there INTEGER NOT NULL
        ) WITHOUT ROWID;
        """,
        """
        -- Partners as they were before they were put anew, without their secrets; of the one in force the number and, since then, when it was put.
        ALTER TABLE partners ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE partners ADD COLUMN put_at INTEGER;
        CREATE TABLE partner_versions (
            partner TEXT NOT NULL,
            version INTEGER NOT NULL,
            body BLOB NOT NULL,
            put_at INTEGER,
            replaced_at INTEGER NOT NULL,
            PRIMARY KEY (partner, version)
        ) WITHOUT ROWID;
        """,
        """
        -- What was noticed and what is to be sent, a row for each subject; revision changes with each write. And whether a recipient took anything since.
        CREATE TABLE notices (subject TEXT PRIMARY KEY, revision INTEGER NOT NULL, body BLOB NOT NULL) WITHOUT ROWID;
        CREATE INDEX deliveries_delivered ON deliveries (recipient, done_at) WHERE state = 1;
        """,
        """
        CREATE TABLE audit (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id BLOB NOT NULL UNIQUE,
            at INTEGER NOT NULL,
            actor_kind INTEGER NOT NULL,
            actor_id TEXT,
            action TEXT NOT NULL,
            target TEXT,
            outcome INTEGER,
            status INTEGER
        );
        CREATE INDEX audit_at ON audit (at);
        CREATE TABLE reader_keys (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            contractor TEXT,
            hash TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            used_at INTEGER
        ) WITHOUT ROWID;
        """,
        """
        -- When a contact was saved; unknown of those from before, which are older than every erasure that is logged. And up to when the erasures on request
        -- are done in this file: a backup that is put back has the moment of its own.
        ALTER TABLE contacts ADD COLUMN saved_at INTEGER;
        CREATE TABLE erasures_done (id INTEGER PRIMARY KEY CHECK (id = 1), up_to INTEGER NOT NULL);
        """,
        $$"""
        -- Facts of orders and the cells that they add up to, in two generations as orders are. Version 0 was made by no code: the first start makes them.
        INSERT INTO projections (name, version, generation) VALUES ('figures', 0, 0);
        {{FigureRows("")}}
        {{FigureRows("_1")}}
        """, ImportRows, DeliveryFigures,
        """
        -- What lists are narrowed and sorted by beside when orders were placed. Only the first open deadline has an index, for most orders have none.
        ALTER TABLE orders ADD COLUMN due_at INTEGER;
        ALTER TABLE orders ADD COLUMN amount INTEGER;
        CREATE INDEX orders_due ON orders (due_at, no) WHERE due_at IS NOT NULL;
        ALTER TABLE orders_1 ADD COLUMN due_at INTEGER;
        ALTER TABLE orders_1 ADD COLUMN amount INTEGER;
        CREATE INDEX orders_1_due ON orders_1 (due_at, no) WHERE due_at IS NOT NULL;
        """,
        $$"""
        -- Which order counts in which figure and month.
        {{CountedTable("counted")}}
        {{CountedTable("counted_1")}}
        """,
    ];
}
