using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace LeadGen.Web.Data.Migrations
{
    /// <inheritdoc />
    public partial class OpenDoorsAndTrust : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_leads_account_id",
                schema: "leadgen",
                table: "leads");

            migrationBuilder.AddColumn<long>(
                name: "last_code_step",
                schema: "leadgen",
                table: "users",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "recovery_codes",
                schema: "leadgen",
                table: "users",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "second_factor_key",
                schema: "leadgen",
                table: "users",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "lead_id",
                schema: "leadgen",
                table: "submissions",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<string>(
                name: "notice_hash",
                schema: "leadgen",
                table: "submissions",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "spam",
                schema: "leadgen",
                table: "submissions",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "state",
                schema: "leadgen",
                table: "submissions",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "accepted");

            migrationBuilder.AddColumn<int>(
                name: "step",
                schema: "leadgen",
                table: "submissions",
                type: "integer",
                nullable: false,
                defaultValueSql: "1");

            migrationBuilder.AddColumn<string>(
                name: "embed_origins",
                schema: "leadgen",
                table: "offers",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "form_settings",
                schema: "leadgen",
                table: "offers",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<string>(
                name: "locale",
                schema: "leadgen",
                table: "consents",
                type: "character varying(35)",
                maxLength: 35,
                nullable: false,
                defaultValue: "en");

            migrationBuilder.AddColumn<string>(
                name: "search",
                schema: "leadgen",
                table: "accounts",
                type: "text",
                nullable: true,
                computedColumnSql: "lower((coalesce(facts #>> '{company,value}', '') || ' ' || domain) COLLATE \"und-x-icu\")",
                stored: true);

            migrationBuilder.CreateTable(
                name: "alignment_reviews",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    decisions = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    model_version = table.Column<int>(type: "integer", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    recorded_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alignment_reviews", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_entries",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    actor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    actor = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    action = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    kind = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    object_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    changes = table.Column<string>(type: "jsonb", nullable: false),
                    way = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    address = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_entries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "campaign_costs",
                schema: "leadgen",
                columns: table => new
                {
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    source = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    medium = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    campaign = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_campaign_costs", x => new { x.month, x.source, x.medium, x.campaign, x.currency });
                });

            migrationBuilder.CreateTable(
                name: "consent_purposes",
                schema: "leadgen",
                columns: table => new
                {
                    purpose = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    is_confirmed = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consent_purposes", x => x.purpose);
                });

            migrationBuilder.CreateTable(
                name: "consent_texts",
                schema: "leadgen",
                columns: table => new
                {
                    purpose = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    locale = table.Column<string>(type: "character varying(35)", maxLength: 35, nullable: false),
                    text = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consent_texts", x => new { x.purpose, x.version });
                });

            migrationBuilder.CreateTable(
                name: "deleted_texts",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    deleted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deleted_texts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "erasures",
                schema: "leadgen",
                columns: table => new
                {
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    erased_by = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    actor = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    erased_rows = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_erasures", x => x.lead_id);
                });

            migrationBuilder.CreateTable(
                name: "funnel_days",
                schema: "leadgen",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    group_id = table.Column<int>(type: "integer", nullable: false),
                    step = table.Column<short>(type: "smallint", nullable: false),
                    took = table.Column<short>(type: "smallint", nullable: false),
                    count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_funnel_days", x => new { x.day, x.group_id, x.step, x.took });
                });

            migrationBuilder.CreateTable(
                name: "funnel_deals",
                schema: "leadgen",
                columns: table => new
                {
                    outcome_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    group_id = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    won_on = table.Column<DateOnly>(type: "date", nullable: false),
                    last_group_id = table.Column<int>(type: "integer", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: true),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_funnel_deals", x => x.outcome_id);
                });

            migrationBuilder.CreateTable(
                name: "funnel_groups",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    offer = table.Column<string>(type: "text", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    medium = table.Column<string>(type: "text", nullable: false),
                    campaign = table.Column<string>(type: "text", nullable: false),
                    channel = table.Column<string>(type: "text", nullable: false),
                    direction = table.Column<string>(type: "text", nullable: false),
                    persona = table.Column<string>(type: "text", nullable: false),
                    team = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_funnel_groups", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "funnel_leads",
                schema: "leadgen",
                columns: table => new
                {
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    group_id = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    took = table.Column<short[]>(type: "smallint[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_funnel_leads", x => x.lead_id);
                });

            migrationBuilder.CreateTable(
                name: "held_forms",
                schema: "leadgen",
                columns: table => new
                {
                    submission_id = table.Column<Guid>(type: "uuid", nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    form = table.Column<string>(type: "jsonb", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_by = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_held_forms", x => x.submission_id);
                });

            migrationBuilder.CreateTable(
                name: "imports",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    file_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    encoding = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    separator = table.Column<string>(type: "character varying(1)", maxLength: 1, nullable: false),
                    header = table.Column<string>(type: "jsonb", nullable: false),
                    header_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    map = table.Column<string>(type: "text", nullable: true),
                    map_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    proposed = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    told = table.Column<string>(type: "jsonb", nullable: false),
                    found = table.Column<string>(type: "jsonb", nullable: true),
                    at_byte = table.Column<long>(type: "bigint", nullable: false),
                    at_line = table.Column<long>(type: "bigint", nullable: false),
                    rejects_bytes = table.Column<long>(type: "bigint", nullable: false),
                    rows_per_second = table.Column<double>(type: "double precision", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    fence = table.Column<int>(type: "integer", nullable: false),
                    leased_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    error = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    failed_in = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    undone = table.Column<string>(type: "jsonb", nullable: true),
                    file_removed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_imports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kept_answers",
                schema: "leadgen",
                columns: table => new
                {
                    api_key_id = table.Column<Guid>(type: "uuid", nullable: false),
                    route = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    body_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: true),
                    content_type = table.Column<string>(type: "text", nullable: true),
                    location = table.Column<string>(type: "text", nullable: true),
                    body = table.Column<byte[]>(type: "bytea", nullable: true),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kept_answers", x => new { x.api_key_id, x.route, x.key });
                });

            migrationBuilder.CreateTable(
                name: "learning_runs",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    options = table.Column<string>(type: "jsonb", nullable: false),
                    against_version = table.Column<int>(type: "integer", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    asked_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    done = table.Column<long>(type: "bigint", nullable: false),
                    total = table.Column<long>(type: "bigint", nullable: false),
                    fence = table.Column<int>(type: "integer", nullable: false),
                    leased_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    error = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    report = table.Column<string>(type: "jsonb", nullable: true),
                    model = table.Column<string>(type: "jsonb", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_learning_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "nurture_sequences",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    entry_kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    entry_value = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    steps = table.Column<string>(type: "jsonb", nullable: false),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    enters_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    entered_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_nurture_sequences", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "personas",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    picture = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    conditions = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_personas", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "refused_forms",
                schema: "leadgen",
                columns: table => new
                {
                    offer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_refused_forms", x => new { x.offer_id, x.day, x.status });
                });

            migrationBuilder.CreateTable(
                name: "staff_passkeys",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    credential_id = table.Column<byte[]>(type: "bytea", maxLength: 1023, nullable: false),
                    public_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    sign_count = table.Column<long>(type: "bigint", nullable: false),
                    transports = table.Column<string>(type: "jsonb", nullable: false),
                    is_backup_eligible = table.Column<bool>(type: "boolean", nullable: false),
                    is_backed_up = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staff_passkeys", x => x.id);
                    table.ForeignKey(
                        name: "fk_staff_passkeys_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "leadgen",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "staff_sessions",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    address = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    browser = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staff_sessions", x => x.id);
                    table.ForeignKey(
                        name: "fk_staff_sessions_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "leadgen",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "tombstones",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tombstones", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "webhook_deliveries",
                schema: "leadgen",
                columns: table => new
                {
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    endpoint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    next_attempt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    lease_owner = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    fence = table.Column<long>(type: "bigint", nullable: false),
                    tries = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_deliveries", x => new { x.event_id, x.endpoint_id });
                });

            migrationBuilder.CreateTable(
                name: "webhook_endpoints",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    url = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    types = table.Column<string>(type: "jsonb", nullable: false),
                    secret = table.Column<string>(type: "text", nullable: false),
                    old_secret = table.Column<string>(type: "text", nullable: true),
                    old_secret_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    off_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    off_why = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    failures_in_a_row = table.Column<int>(type: "integer", nullable: false),
                    failing_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    paused_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_endpoints", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "import_parts",
                schema: "leadgen",
                columns: table => new
                {
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    leads = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    fact_changes = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    touchpoints = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    outcomes = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    stage_moves = table.Column<Guid[]>(type: "uuid[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_parts", x => new { x.import_id, x.number });
                    table.ForeignKey(
                        name: "fk_import_parts_imports_import_id",
                        column: x => x.import_id,
                        principalSchema: "leadgen",
                        principalTable: "imports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "nurture_enrolments",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    next_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    left_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    left_why = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    error = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_nurture_enrolments", x => x.id);
                    table.ForeignKey(
                        name: "fk_nurture_enrolments_nurture_sequences_sequence_id",
                        column: x => x.sequence_id,
                        principalSchema: "leadgen",
                        principalTable: "nurture_sequences",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "nurture_mailings",
                schema: "leadgen",
                columns: table => new
                {
                    enrolment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    step_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    mail_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    counts = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_nurture_mailings", x => new { x.enrolment_id, x.step_id });
                    table.ForeignKey(
                        name: "fk_nurture_mailings_nurture_enrolments_enrolment_id",
                        column: x => x.enrolment_id,
                        principalSchema: "leadgen",
                        principalTable: "nurture_enrolments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_visitors_first_seen_at",
                schema: "leadgen",
                table: "visitors",
                column: "first_seen_at")
                .Annotation("Npgsql:IndexMethod", "brin");

            migrationBuilder.CreateIndex(
                name: "ix_submissions_state_id",
                schema: "leadgen",
                table: "submissions",
                columns: new[] { "state", "id" },
                filter: "state <> 'accepted'");

            migrationBuilder.CreateIndex(
                name: "ix_mails_lead_id",
                schema: "leadgen",
                table: "mails",
                column: "lead_id",
                filter: "lead_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_mails_staff_id",
                schema: "leadgen",
                table: "mails",
                column: "staff_id",
                filter: "staff_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_leads_account_id_id",
                schema: "leadgen",
                table: "leads",
                columns: new[] { "account_id", "id" },
                filter: "account_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_accounts_search",
                schema: "leadgen",
                table: "accounts",
                column: "search")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_alignment_reviews_month_id",
                schema: "leadgen",
                table: "alignment_reviews",
                columns: new[] { "month", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_actor_id_id",
                schema: "leadgen",
                table: "audit_entries",
                columns: new[] { "actor_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_kind_id",
                schema: "leadgen",
                table: "audit_entries",
                columns: new[] { "kind", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_object_id_id",
                schema: "leadgen",
                table: "audit_entries",
                columns: new[] { "object_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_deleted_texts_deleted_at",
                schema: "leadgen",
                table: "deleted_texts",
                column: "deleted_at");

            migrationBuilder.CreateIndex(
                name: "ix_erasures_at",
                schema: "leadgen",
                table: "erasures",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_funnel_deals_day",
                schema: "leadgen",
                table: "funnel_deals",
                column: "day");

            migrationBuilder.CreateIndex(
                name: "ix_funnel_deals_lead_id",
                schema: "leadgen",
                table: "funnel_deals",
                column: "lead_id");

            migrationBuilder.CreateIndex(
                name: "ix_funnel_deals_won_on",
                schema: "leadgen",
                table: "funnel_deals",
                column: "won_on");

            migrationBuilder.CreateIndex(
                name: "ix_funnel_groups",
                schema: "leadgen",
                table: "funnel_groups",
                columns: new[] { "offer", "source", "medium", "campaign", "channel", "direction", "persona", "team", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_funnel_leads_day_lead_id",
                schema: "leadgen",
                table: "funnel_leads",
                columns: new[] { "day", "lead_id" });

            migrationBuilder.CreateIndex(
                name: "ix_funnel_leads_further",
                schema: "leadgen",
                table: "funnel_leads",
                columns: new[] { "day", "lead_id" },
                filter: "cardinality(took) > 0");

            migrationBuilder.CreateIndex(
                name: "ix_held_forms_email",
                schema: "leadgen",
                table: "held_forms",
                column: "email",
                filter: "email is not null");

            migrationBuilder.CreateIndex(
                name: "ix_imports_header_hash_id",
                schema: "leadgen",
                table: "imports",
                columns: new[] { "header_hash", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_imports_id",
                schema: "leadgen",
                table: "imports",
                column: "id",
                filter: "state in ('checking', 'running', 'undoing')");

            migrationBuilder.CreateIndex(
                name: "ix_imports_map_name_id",
                schema: "leadgen",
                table: "imports",
                columns: new[] { "map_name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_kept_answers_lead_id",
                schema: "leadgen",
                table: "kept_answers",
                column: "lead_id",
                filter: "lead_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_kept_answers_started_at",
                schema: "leadgen",
                table: "kept_answers",
                column: "started_at");

            migrationBuilder.CreateIndex(
                name: "ix_learning_runs_id",
                schema: "leadgen",
                table: "learning_runs",
                column: "id",
                filter: "state in ('waiting', 'running')");

            migrationBuilder.CreateIndex(
                name: "ix_nurture_enrolments_lead_id",
                schema: "leadgen",
                table: "nurture_enrolments",
                column: "lead_id");

            migrationBuilder.CreateIndex(
                name: "ix_nurture_enrolments_sequence_id_id",
                schema: "leadgen",
                table: "nurture_enrolments",
                columns: new[] { "sequence_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_nurture_enrolments_sequence_id_lead_id",
                schema: "leadgen",
                table: "nurture_enrolments",
                columns: new[] { "sequence_id", "lead_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_nurture_enrolments_sequence_id_next_at",
                schema: "leadgen",
                table: "nurture_enrolments",
                columns: new[] { "sequence_id", "next_at" },
                filter: "left_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_nurture_mailings_lead_id_at",
                schema: "leadgen",
                table: "nurture_mailings",
                columns: new[] { "lead_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_nurture_mailings_sequence_id_at",
                schema: "leadgen",
                table: "nurture_mailings",
                columns: new[] { "sequence_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_staff_passkeys_credential_id",
                schema: "leadgen",
                table: "staff_passkeys",
                column: "credential_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_staff_passkeys_user_id",
                schema: "leadgen",
                table: "staff_passkeys",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_staff_sessions_last_seen_at",
                schema: "leadgen",
                table: "staff_sessions",
                column: "last_seen_at");

            migrationBuilder.CreateIndex(
                name: "ix_staff_sessions_user_id_last_seen_at",
                schema: "leadgen",
                table: "staff_sessions",
                columns: new[] { "user_id", "last_seen_at" });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_endpoint_id_next_attempt_at",
                schema: "leadgen",
                table: "webhook_deliveries",
                columns: new[] { "endpoint_id", "next_attempt_at" },
                filter: "state = 'waiting'");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_endpoint_id_state_event_id",
                schema: "leadgen",
                table: "webhook_deliveries",
                columns: new[] { "endpoint_id", "state", "event_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alignment_reviews",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "audit_entries",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "campaign_costs",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "consent_purposes",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "consent_texts",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "deleted_texts",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "erasures",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "funnel_days",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "funnel_deals",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "funnel_groups",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "funnel_leads",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "held_forms",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "import_parts",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "kept_answers",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "learning_runs",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "nurture_mailings",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "personas",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "refused_forms",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "staff_passkeys",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "staff_sessions",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "tombstones",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "webhook_deliveries",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "webhook_endpoints",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "imports",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "nurture_enrolments",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "nurture_sequences",
                schema: "leadgen");

            migrationBuilder.DropIndex(
                name: "ix_visitors_first_seen_at",
                schema: "leadgen",
                table: "visitors");

            migrationBuilder.DropIndex(
                name: "ix_submissions_state_id",
                schema: "leadgen",
                table: "submissions");

            migrationBuilder.DropIndex(
                name: "ix_mails_lead_id",
                schema: "leadgen",
                table: "mails");

            migrationBuilder.DropIndex(
                name: "ix_mails_staff_id",
                schema: "leadgen",
                table: "mails");

            migrationBuilder.DropIndex(
                name: "ix_leads_account_id_id",
                schema: "leadgen",
                table: "leads");

            migrationBuilder.DropIndex(
                name: "ix_accounts_search",
                schema: "leadgen",
                table: "accounts");

            migrationBuilder.DropColumn(
                name: "search",
                schema: "leadgen",
                table: "accounts");

            migrationBuilder.DropColumn(
                name: "last_code_step",
                schema: "leadgen",
                table: "users");

            migrationBuilder.DropColumn(
                name: "recovery_codes",
                schema: "leadgen",
                table: "users");

            migrationBuilder.DropColumn(
                name: "second_factor_key",
                schema: "leadgen",
                table: "users");

            migrationBuilder.DropColumn(
                name: "notice_hash",
                schema: "leadgen",
                table: "submissions");

            migrationBuilder.DropColumn(
                name: "spam",
                schema: "leadgen",
                table: "submissions");

            migrationBuilder.DropColumn(
                name: "state",
                schema: "leadgen",
                table: "submissions");

            migrationBuilder.DropColumn(
                name: "step",
                schema: "leadgen",
                table: "submissions");

            migrationBuilder.DropColumn(
                name: "embed_origins",
                schema: "leadgen",
                table: "offers");

            migrationBuilder.DropColumn(
                name: "form_settings",
                schema: "leadgen",
                table: "offers");

            migrationBuilder.DropColumn(
                name: "locale",
                schema: "leadgen",
                table: "consents");

            migrationBuilder.AlterColumn<Guid>(
                name: "lead_id",
                schema: "leadgen",
                table: "submissions",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_leads_account_id",
                schema: "leadgen",
                table: "leads",
                column: "account_id",
                filter: "account_id is not null");
        }
    }
}
