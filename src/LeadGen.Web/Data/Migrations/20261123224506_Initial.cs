using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace LeadGen.Web.Data.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "leadgen");

            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:PostgresExtension:pg_trgm", ",,");

            migrationBuilder.CreateTable(
                name: "accounts",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    domain = table.Column<string>(type: "character varying(253)", maxLength: 253, nullable: false),
                    facts = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    name = table.Column<string>(type: "text", nullable: true, computedColumnSql: "coalesce(facts #>> '{company,value}', domain)", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_accounts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "api_keys",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    scopes = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "consents",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: true),
                    submission_id = table.Column<Guid>(type: "uuid", nullable: true),
                    purpose = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    text_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    text_version = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    given = table.Column<bool>(type: "boolean", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    how = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consents", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "conversations",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    external_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: true),
                    visitor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    intent = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    intent_touchpoint_id = table.Column<Guid>(type: "uuid", nullable: true),
                    summary = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    messages = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_conversations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "text", nullable: true),
                    xml = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "fact_changes",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    origin = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    effective_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    submission_id = table.Column<Guid>(type: "uuid", nullable: true),
                    values = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "handoff_steps",
                schema: "leadgen",
                columns: table => new
                {
                    handoff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    step = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_handoff_steps", x => new { x.handoff_id, x.step });
                });

            migrationBuilder.CreateTable(
                name: "handoffs",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    accept_due = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    accepted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    start_due = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_actor = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    last_action_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    note = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: true),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    checklist = table.Column<string>(type: "jsonb", nullable: false),
                    dossier = table.Column<string>(type: "jsonb", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: true),
                    assignments = table.Column<string>(type: "jsonb", nullable: false),
                    breaches = table.Column<string>(type: "jsonb", nullable: false),
                    lapsed_by = table.Column<string>(type: "jsonb", nullable: false),
                    before = table.Column<string>(type: "jsonb", nullable: true),
                    due = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, computedColumnSql: "case state when 'open' then accept_due when 'accepted' then start_due end", stored: true),
                    last_actor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    next_step_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_handoffs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "lead_identities",
                schema: "leadgen",
                columns: table => new
                {
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lead_identities", x => x.email);
                });

            migrationBuilder.CreateTable(
                name: "lead_scores",
                schema: "leadgen",
                columns: table => new
                {
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    model_version = table.Column<int>(type: "integer", nullable: false),
                    fit = table.Column<int>(type: "integer", nullable: false),
                    engagement = table.Column<int>(type: "integer", nullable: false),
                    score = table.Column<int>(type: "integer", nullable: false),
                    qualifying_score = table.Column<int>(type: "integer", nullable: false),
                    qualifies = table.Column<bool>(type: "boolean", nullable: false),
                    ready = table.Column<bool>(type: "boolean", nullable: false),
                    stage = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    scored_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lead_scores", x => x.lead_id);
                });

            migrationBuilder.CreateTable(
                name: "leads",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    stage = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    facts = table.Column<string>(type: "jsonb", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    channel = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    first_touch = table.Column<string>(type: "jsonb", nullable: true),
                    last_touch = table.Column<string>(type: "jsonb", nullable: true),
                    customer_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    counts_after = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    search = table.Column<string>(type: "text", nullable: true, computedColumnSql: "lower((email || ' ' || coalesce(facts #>> '{first_name,value}', '') || ' ' || coalesce(facts #>> '{last_name,value}', '')\n|| ' ' || coalesce(facts #>> '{company,value}', '')) COLLATE \"und-x-icu\")", stored: true),
                    annual_revenue = table.Column<long>(type: "bigint", nullable: true, computedColumnSql: "(facts #>> '{annual_revenue,value}')::bigint", stored: true),
                    company = table.Column<string>(type: "text", nullable: true, computedColumnSql: "facts #>> '{company,value}'", stored: true),
                    country = table.Column<string>(type: "text", nullable: true, computedColumnSql: "facts #>> '{country,value}'", stored: true),
                    employees = table.Column<long>(type: "bigint", nullable: true, computedColumnSql: "(facts #>> '{employees,value}')::bigint", stored: true),
                    first_name = table.Column<string>(type: "text", nullable: true, computedColumnSql: "facts #>> '{first_name,value}'", stored: true),
                    industry = table.Column<string>(type: "text", nullable: true, computedColumnSql: "facts #>> '{industry,value}'", stored: true),
                    job_title = table.Column<string>(type: "text", nullable: true, computedColumnSql: "facts #>> '{job_title,value}'", stored: true),
                    last_name = table.Column<string>(type: "text", nullable: true, computedColumnSql: "facts #>> '{last_name,value}'", stored: true),
                    phone = table.Column<string>(type: "text", nullable: true, computedColumnSql: "facts #>> '{phone,value}'", stored: true),
                    website = table.Column<string>(type: "text", nullable: true, computedColumnSql: "facts #>> '{website,value}'", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_leads", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notifications",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    handoff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notifications", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "offers",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    promise = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    call_to_action = table.Column<string>(type: "text", nullable: false),
                    intent = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    depth = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    form = table.Column<string>(type: "jsonb", nullable: false),
                    delivery = table.Column<string>(type: "jsonb", nullable: false),
                    language = table.Column<string>(type: "character varying(35)", maxLength: 35, nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_offers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "outcomes",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    result = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: true),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: true),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outcomes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reasons",
                schema: "leadgen",
                columns: table => new
                {
                    key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    label = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    type = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false, defaultValue: true),
                    position = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reasons", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "rescore_requests",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    cause = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    moves = table.Column<bool>(type: "boolean", nullable: false),
                    touchpoint_id = table.Column<Guid>(type: "uuid", nullable: true),
                    actor = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    error = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rescore_requests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rescore_runs",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    cause = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    cursor = table.Column<Guid>(type: "uuid", nullable: false),
                    done = table.Column<long>(type: "bigint", nullable: false),
                    total = table.Column<long>(type: "bigint", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rescore_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "roles",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_roles", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "scoring_models",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: true),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    model = table.Column<string>(type: "jsonb", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    published_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    why = table.Column<string>(type: "text", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scoring_models", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "service_levels",
                schema: "leadgen",
                columns: table => new
                {
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    accept_minutes = table.Column<int>(type: "integer", nullable: false),
                    start_minutes = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_service_levels", x => x.kind);
                });

            migrationBuilder.CreateTable(
                name: "service_requests",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    request = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    urgency = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    reported_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    reporter_id = table.Column<Guid>(type: "uuid", nullable: true),
                    touchpoint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_service_requests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "settings",
                schema: "leadgen",
                columns: table => new
                {
                    key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    value = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_settings", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "stage_moves",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_stage = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    to_stage = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    made_by = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    cause = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    actor = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    score = table.Column<int>(type: "integer", nullable: true),
                    model_version = table.Column<int>(type: "integer", nullable: true),
                    implied = table.Column<bool>(type: "boolean", nullable: false),
                    handoff_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stage_moves", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "submissions",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    offer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    fields = table.Column<string>(type: "jsonb", nullable: false),
                    content_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    landing_page = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_submissions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "teams",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    time_zone = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    hours = table.Column<string>(type: "jsonb", nullable: false),
                    holidays = table.Column<string>(type: "jsonb", nullable: false),
                    is_default = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_teams", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "touchpoints",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: true),
                    visitor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    submission_id = table.Column<Guid>(type: "uuid", nullable: true),
                    offer = table.Column<string>(type: "text", nullable: true),
                    path = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    channel = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    source = table.Column<string>(type: "jsonb", nullable: true),
                    properties = table.Column<string>(type: "jsonb", nullable: false),
                    machine = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_touchpoints", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "users",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    display_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_sign_in_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    deactivated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: true),
                    security_stamp = table.Column<string>(type: "text", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "text", nullable: true),
                    phone_number = table.Column<string>(type: "text", nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    lockout_end = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_users", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "visitors",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: true),
                    first_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    identified_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_visitors", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "role_claims",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    role_id = table.Column<Guid>(type: "uuid", nullable: false),
                    claim_type = table.Column<string>(type: "text", nullable: true),
                    claim_value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_role_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_role_claims_roles_role_id",
                        column: x => x.role_id,
                        principalSchema: "leadgen",
                        principalTable: "roles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "team_turns",
                schema: "leadgen",
                columns: table => new
                {
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    clock = table.Column<long>(type: "bigint", nullable: false),
                    positions = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_team_turns", x => x.team_id);
                    table.ForeignKey(
                        name: "fk_team_turns_teams_team_id",
                        column: x => x.team_id,
                        principalSchema: "leadgen",
                        principalTable: "teams",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "absences",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_day = table.Column<DateOnly>(type: "date", nullable: false),
                    to_day = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_absences", x => x.id);
                    table.ForeignKey(
                        name: "fk_absences_users_staff_id",
                        column: x => x.staff_id,
                        principalSchema: "leadgen",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "routing_rules",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    conditions = table.Column<string>(type: "jsonb", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: true),
                    active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_routing_rules", x => x.id);
                    table.ForeignKey(
                        name: "fk_routing_rules_asp_net_users_staff_id",
                        column: x => x.staff_id,
                        principalSchema: "leadgen",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_routing_rules_team_row_team_id",
                        column: x => x.team_id,
                        principalSchema: "leadgen",
                        principalTable: "teams",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "team_members",
                schema: "leadgen",
                columns: table => new
                {
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    capacity = table.Column<int>(type: "integer", nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_team_members", x => new { x.team_id, x.staff_id });
                    table.ForeignKey(
                        name: "fk_team_members_teams_team_id",
                        column: x => x.team_id,
                        principalSchema: "leadgen",
                        principalTable: "teams",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_team_members_users_staff_id",
                        column: x => x.staff_id,
                        principalSchema: "leadgen",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_claims",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    claim_type = table.Column<string>(type: "text", nullable: true),
                    claim_value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_user_claims_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "leadgen",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_logins",
                schema: "leadgen",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "text", nullable: false),
                    provider_key = table.Column<string>(type: "text", nullable: false),
                    provider_display_name = table.Column<string>(type: "text", nullable: true),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_logins", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "fk_user_logins_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "leadgen",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_roles",
                schema: "leadgen",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_roles", x => new { x.user_id, x.role_id });
                    table.ForeignKey(
                        name: "fk_user_roles_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "leadgen",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_user_roles_roles_role_id",
                        column: x => x.role_id,
                        principalSchema: "leadgen",
                        principalTable: "roles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_tokens",
                schema: "leadgen",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    login_provider = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_tokens", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "fk_user_tokens_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "leadgen",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_absences_staff_id",
                schema: "leadgen",
                table: "absences",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_accounts_domain",
                schema: "leadgen",
                table: "accounts",
                column: "domain",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_consents_lead_id",
                schema: "leadgen",
                table: "consents",
                column: "lead_id");

            migrationBuilder.CreateIndex(
                name: "ix_conversations_external_id",
                schema: "leadgen",
                table: "conversations",
                column: "external_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_conversations_lead_id",
                schema: "leadgen",
                table: "conversations",
                column: "lead_id",
                filter: "lead_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_fact_changes_lead_id_effective_at",
                schema: "leadgen",
                table: "fact_changes",
                columns: new[] { "lead_id", "effective_at" });

            migrationBuilder.CreateIndex(
                name: "ix_handoffs_due_id",
                schema: "leadgen",
                table: "handoffs",
                columns: new[] { "due", "id" },
                filter: "state in ('open', 'accepted', 'started')");

            migrationBuilder.CreateIndex(
                name: "ix_handoffs_last_action_at",
                schema: "leadgen",
                table: "handoffs",
                column: "last_action_at",
                filter: "last_action_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_handoffs_lead_id",
                schema: "leadgen",
                table: "handoffs",
                column: "lead_id",
                unique: true,
                filter: "state in ('open', 'accepted', 'started')");

            migrationBuilder.CreateIndex(
                name: "ix_handoffs_lead_id_id",
                schema: "leadgen",
                table: "handoffs",
                columns: new[] { "lead_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_handoffs_next_step_at",
                schema: "leadgen",
                table: "handoffs",
                column: "next_step_at",
                filter: "state in ('open', 'accepted')");

            migrationBuilder.CreateIndex(
                name: "ix_lead_identities_lead_id",
                schema: "leadgen",
                table: "lead_identities",
                column: "lead_id");

            migrationBuilder.CreateIndex(
                name: "ix_lead_scores_lead_id",
                schema: "leadgen",
                table: "lead_scores",
                column: "lead_id",
                filter: "ready");

            migrationBuilder.CreateIndex(
                name: "ix_lead_scores_score_lead_id",
                schema: "leadgen",
                table: "lead_scores",
                columns: new[] { "score", "lead_id" });

            migrationBuilder.CreateIndex(
                name: "ix_lead_scores_score_lead_id1",
                schema: "leadgen",
                table: "lead_scores",
                columns: new[] { "score", "lead_id" },
                filter: "ready");

            migrationBuilder.CreateIndex(
                name: "ix_lead_scores_stage_score_lead_id",
                schema: "leadgen",
                table: "lead_scores",
                columns: new[] { "stage", "score", "lead_id" });

            migrationBuilder.CreateIndex(
                name: "ix_leads_account_id",
                schema: "leadgen",
                table: "leads",
                column: "account_id",
                filter: "account_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_leads_account_id_owner_id",
                schema: "leadgen",
                table: "leads",
                columns: new[] { "account_id", "owner_id" },
                filter: "owner_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_leads_search",
                schema: "leadgen",
                table: "leads",
                column: "search")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_leads_stage_id",
                schema: "leadgen",
                table: "leads",
                columns: new[] { "stage", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_leads_updated_at",
                schema: "leadgen",
                table: "leads",
                column: "updated_at");

            migrationBuilder.CreateIndex(
                name: "ix_notifications_staff_id",
                schema: "leadgen",
                table: "notifications",
                column: "staff_id",
                filter: "read_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_notifications_staff_id_id",
                schema: "leadgen",
                table: "notifications",
                columns: new[] { "staff_id", "id" },
                descending: new[] { false, true });

            migrationBuilder.CreateIndex(
                name: "ix_offers_slug",
                schema: "leadgen",
                table: "offers",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outcomes_lead_id",
                schema: "leadgen",
                table: "outcomes",
                column: "lead_id");

            migrationBuilder.CreateIndex(
                name: "ix_rescore_requests_moves_id",
                schema: "leadgen",
                table: "rescore_requests",
                columns: new[] { "moves", "id" },
                descending: new[] { true, false },
                filter: "error is null");

            migrationBuilder.CreateIndex(
                name: "ix_rescore_runs_id",
                schema: "leadgen",
                table: "rescore_runs",
                column: "id",
                filter: "finished_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_role_claims_role_id",
                schema: "leadgen",
                table: "role_claims",
                column: "role_id");

            migrationBuilder.CreateIndex(
                name: "RoleNameIndex",
                schema: "leadgen",
                table: "roles",
                column: "normalized_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_routing_rules_staff_id",
                schema: "leadgen",
                table: "routing_rules",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_routing_rules_team_id",
                schema: "leadgen",
                table: "routing_rules",
                column: "team_id");

            migrationBuilder.CreateIndex(
                name: "ix_scoring_models_state",
                schema: "leadgen",
                table: "scoring_models",
                column: "state",
                unique: true,
                filter: "state in ('draft', 'published')");

            migrationBuilder.CreateIndex(
                name: "ix_scoring_models_version",
                schema: "leadgen",
                table: "scoring_models",
                column: "version",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_service_requests_lead_id_id",
                schema: "leadgen",
                table: "service_requests",
                columns: new[] { "lead_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_service_requests_reporter_id_id",
                schema: "leadgen",
                table: "service_requests",
                columns: new[] { "reporter_id", "id" },
                filter: "reporter_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_stage_moves_lead_id_id",
                schema: "leadgen",
                table: "stage_moves",
                columns: new[] { "lead_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_submissions_content_hash_received_at",
                schema: "leadgen",
                table: "submissions",
                columns: new[] { "content_hash", "received_at" });

            migrationBuilder.CreateIndex(
                name: "ix_submissions_lead_id",
                schema: "leadgen",
                table: "submissions",
                column: "lead_id");

            migrationBuilder.CreateIndex(
                name: "ix_team_members_staff_id",
                schema: "leadgen",
                table: "team_members",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_teams_is_default",
                schema: "leadgen",
                table: "teams",
                column: "is_default",
                unique: true,
                filter: "is_default");

            migrationBuilder.CreateIndex(
                name: "ix_touchpoints_lead_id_occurred_at_id",
                schema: "leadgen",
                table: "touchpoints",
                columns: new[] { "lead_id", "occurred_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_touchpoints_visitor_id",
                schema: "leadgen",
                table: "touchpoints",
                column: "visitor_id",
                filter: "visitor_id is not null and lead_id is null");

            migrationBuilder.CreateIndex(
                name: "ix_user_claims_user_id",
                schema: "leadgen",
                table: "user_claims",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_user_logins_user_id",
                schema: "leadgen",
                table: "user_logins",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_user_roles_role_id",
                schema: "leadgen",
                table: "user_roles",
                column: "role_id");

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                schema: "leadgen",
                table: "users",
                column: "normalized_email");

            migrationBuilder.CreateIndex(
                name: "UserNameIndex",
                schema: "leadgen",
                table: "users",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_visitors_lead_id",
                schema: "leadgen",
                table: "visitors",
                column: "lead_id",
                filter: "lead_id is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "absences",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "accounts",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "api_keys",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "consents",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "conversations",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "data_protection_keys",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "fact_changes",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "handoff_steps",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "handoffs",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "lead_identities",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "lead_scores",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "leads",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "notifications",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "offers",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "outcomes",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "reasons",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "rescore_requests",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "rescore_runs",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "role_claims",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "routing_rules",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "scoring_models",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "service_levels",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "service_requests",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "settings",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "stage_moves",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "submissions",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "team_members",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "team_turns",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "touchpoints",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "user_claims",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "user_logins",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "user_roles",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "user_tokens",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "visitors",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "teams",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "roles",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "users",
                schema: "leadgen");
        }
    }
}
