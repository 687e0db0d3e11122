namespace Hub.Embedded.Database;

/// <content>Tables of projections, each in two generations alike.</content>
internal static partial class Schema
{
    // repair and dwelling are of repairs of one dwelling alone; outcome is what others of the dwelling make of the order. A month is 202603, and 0 for figures
    // of now; what a cell has not is empty, or -1.
    private static string FigureRows(string generation) => $"""
        CREATE TABLE facts{generation} (
            no INTEGER PRIMARY KEY,
            placed_at INTEGER NOT NULL,
            changed_at INTEGER NOT NULL,
            contractor TEXT,
            dwelling TEXT,
            repair BLOB,
            body BLOB NOT NULL,
            outcome BLOB
        );
        CREATE INDEX facts{generation}_placed ON facts{generation} (placed_at, no);
        CREATE INDEX facts{generation}_contractor ON facts{generation} (contractor, placed_at, no) WHERE contractor IS NOT NULL;
        CREATE INDEX facts{generation}_dwelling ON facts{generation} (dwelling) WHERE dwelling IS NOT NULL;
        {CellRows($"cells{generation}")}
        """;

    private static string CellRows(string table) => $"""
        CREATE TABLE {table} (
            figure TEXT NOT NULL,
            level INTEGER NOT NULL,
            month INTEGER NOT NULL,
            contractor TEXT NOT NULL,
            contract TEXT NOT NULL,
            area TEXT NOT NULL,
            complex TEXT NOT NULL,
            kind INTEGER NOT NULL,
            urgency TEXT NOT NULL,
            denominator INTEGER NOT NULL,
            numerator INTEGER NOT NULL,
            sum INTEGER NOT NULL,
            counts BLOB,
            PRIMARY KEY (figure, level, month, contractor, contract, area, complex, kind, urgency)
        ) WITHOUT ROWID;
        """;

    private static string CountedTable(string table) => $"""
        CREATE TABLE {table} (
            figure TEXT NOT NULL,
            month INTEGER NOT NULL,
            placed_at INTEGER NOT NULL,
            no INTEGER NOT NULL,
            PRIMARY KEY (figure, month, placed_at, no)
        ) WITHOUT ROWID;
        """;

    // What was counted of each delivery, as it was then, and the cells.
    private static string CountedDeliveryRows(string generation) => $"""
        CREATE TABLE counted_deliveries{generation} (
            seq INTEGER PRIMARY KEY,
            state INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            failures INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            first_attempt_at INTEGER,
            done_at INTEGER
        );
        {CellRows($"delivery_cells{generation}")}
        """;

    private static string DeliveryFigures => $"""
        -- The next number with each change of a delivery, by which its figures follow it, and when that was; both NULL of those from before, which a rebuild
        -- counts. The other two are NULL in what was not changed since: then they are as failures and first_tried_at say.
        ALTER TABLE deliveries ADD COLUMN change INTEGER;
        ALTER TABLE deliveries ADD COLUMN changed_at INTEGER;
        ALTER TABLE deliveries ADD COLUMN failures_in_all INTEGER;
        ALTER TABLE deliveries ADD COLUMN first_attempt_at INTEGER;
        CREATE INDEX deliveries_change ON deliveries (change) WHERE change IS NOT NULL;
        -- With the recipient, so that the deliveries of one are found along it.
        CREATE INDEX deliveries_created ON deliveries (created_at, seq, recipient);
        -- Version 0 was made by no code: the first start makes them.
        INSERT INTO projections (name, version, generation) VALUES ('delivery-figures', 0, 0);
        {CountedDeliveryRows("")}
        {CountedDeliveryRows("_1")}
        """;

    // The two tables of the view of orders. Part of released migrations: a later column is added to both tables by another migration, as
    // standing was to orders.
    private static string OrderRows(string table, string moreColumns = "") => $$"""
        CREATE TABLE {{table}} (
            no INTEGER PRIMARY KEY,
            version INTEGER NOT NULL,
            erp TEXT NOT NULL,
            number TEXT NOT NULL,
            key_id TEXT,
            key_external TEXT,
            key_code TEXT,
            kind INTEGER NOT NULL,
            status INTEGER NOT NULL,
            phase INTEGER NOT NULL,
            contractor TEXT,
            contract TEXT,
            dwelling TEXT,
            complex TEXT,
            area TEXT,
            urgency TEXT,
            unrouted TEXT,
            placed_at INTEGER NOT NULL,
            changed_at INTEGER NOT NULL{{moreColumns}}
        );
        CREATE INDEX {{table}}_placed ON {{table}} (placed_at, no);
        CREATE INDEX {{table}}_contractor ON {{table}} (contractor, placed_at, no);
        CREATE INDEX {{table}}_key_id ON {{table}} (key_id) WHERE key_id IS NOT NULL;
        CREATE INDEX {{table}}_key_external ON {{table}} (key_external) WHERE key_external IS NOT NULL;
        CREATE INDEX {{table}}_key_code ON {{table}} (key_code) WHERE key_code IS NOT NULL;
        CREATE INDEX {{table}}_unrouted ON {{table}} (placed_at, no) WHERE unrouted IS NOT NULL;
        """;

    private static string ContractIndex(string table) =>
        $"CREATE INDEX {table}_contract ON {table} (contract, placed_at, no) WHERE contract IS NOT NULL;";

    private static string Searched(string table) => $"""
        ALTER TABLE {table} ADD COLUMN street TEXT COLLATE NOCASE;
        ALTER TABLE {table} ADD COLUMN postal_code TEXT;
        CREATE INDEX {table}_number ON {table} (number);
        CREATE INDEX {table}_dwelling ON {table} (dwelling) WHERE dwelling IS NOT NULL;
        CREATE INDEX {table}_complex ON {table} (complex) WHERE complex IS NOT NULL;
        CREATE INDEX {table}_street ON {table} (street) WHERE street IS NOT NULL;
        CREATE INDEX {table}_postal_code ON {table} (postal_code) WHERE postal_code IS NOT NULL;
        CREATE INDEX {table}_status ON {table} (status, placed_at, no);
        CREATE INDEX {table}_contractor_status ON {table} (contractor, status, placed_at, no) WHERE contractor IS NOT NULL;
        """;

    private const string ImportRows = """
        -- How far an import into this file is, written behind each page of it: a file that was lost or put back takes its note along.
        CREATE TABLE import_progress (id INTEGER PRIMARY KEY CHECK (id = 1), body BLOB NOT NULL);
        """;
}
