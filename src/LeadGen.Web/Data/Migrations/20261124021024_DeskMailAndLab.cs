using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadGen.Web.Data.Migrations
{
    /// <inheritdoc />
    public partial class DeskMailAndLab : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "notify_by",
                schema: "leadgen",
                table: "users",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "at_once");

            migrationBuilder.AddColumn<string>(
                name: "time_zone",
                schema: "leadgen",
                table: "users",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "acknowledged",
                schema: "leadgen",
                table: "scoring_models",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "changes",
                schema: "leadgen",
                table: "scoring_models",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "proposed_at",
                schema: "leadgen",
                table: "scoring_models",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "proposed_by",
                schema: "leadgen",
                table: "scoring_models",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "proposed_by_id",
                schema: "leadgen",
                table: "scoring_models",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "return_of",
                schema: "leadgen",
                table: "scoring_models",
                type: "integer",
                nullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "handoff_id",
                schema: "leadgen",
                table: "notifications",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<string>(
                name: "about",
                schema: "leadgen",
                table: "notifications",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "event_sequence",
                schema: "leadgen",
                table: "leads",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "rises_at",
                schema: "leadgen",
                table: "lead_scores",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "events",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    payload = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_events", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "golden_leads",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    lead = table.Column<string>(type: "jsonb", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_golden_leads", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "mail_digests",
                schema: "leadgen",
                columns: table => new
                {
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_digests", x => new { x.staff_id, x.day });
                    table.ForeignKey(
                        name: "fk_mail_digests_asp_net_users_staff_id",
                        column: x => x.staff_id,
                        principalSchema: "leadgen",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "mails",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    to_address = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: false),
                    reply_to = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: true),
                    reply_to_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    data = table.Column<string>(type: "jsonb", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: true),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    next_attempt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    lease_owner = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    fence = table.Column<long>(type: "bigint", nullable: false),
                    error = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    message_id = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: true),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mails", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "replays",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    model = table.Column<string>(type: "jsonb", nullable: false),
                    model_version = table.Column<int>(type: "integer", nullable: true),
                    draft_revision = table.Column<int>(type: "integer", nullable: true),
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
                    before = table.Column<string>(type: "jsonb", nullable: true),
                    after = table.Column<string>(type: "jsonb", nullable: true),
                    entering = table.Column<long>(type: "bigint", nullable: false),
                    leaving = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_replays", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "shadow_models",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    model = table.Column<string>(type: "jsonb", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shadow_models", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tasks",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reminded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    done_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tasks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "replayed_leads",
                schema: "leadgen",
                columns: table => new
                {
                    replay_id = table.Column<Guid>(type: "uuid", nullable: false),
                    enters = table.Column<bool>(type: "boolean", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    score = table.Column<int>(type: "integer", nullable: false),
                    score_before = table.Column<int>(type: "integer", nullable: false),
                    why = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_replayed_leads", x => new { x.replay_id, x.enters, x.at, x.lead_id });
                    table.ForeignKey(
                        name: "fk_replayed_leads_replays_replay_id",
                        column: x => x.replay_id,
                        principalSchema: "leadgen",
                        principalTable: "replays",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "shadow_mqls",
                schema: "leadgen",
                columns: table => new
                {
                    shadow_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    in_force_too = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shadow_mqls", x => new { x.shadow_id, x.lead_id });
                    table.ForeignKey(
                        name: "fk_shadow_mqls_shadow_models_shadow_id",
                        column: x => x.shadow_id,
                        principalSchema: "leadgen",
                        principalTable: "shadow_models",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_lead_scores_rises_at",
                schema: "leadgen",
                table: "lead_scores",
                column: "rises_at",
                filter: "rises_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_handoffs_queue_owner",
                schema: "leadgen",
                table: "handoffs",
                columns: new[] { "owner_id", "due", "id" },
                filter: "state in ('open', 'accepted', 'started')");

            migrationBuilder.CreateIndex(
                name: "ix_handoffs_queue_team",
                schema: "leadgen",
                table: "handoffs",
                columns: new[] { "team_id", "due", "id" },
                filter: "state in ('open', 'accepted', 'started')");

            migrationBuilder.CreateIndex(
                name: "ix_handoffs_queue_unclaimed",
                schema: "leadgen",
                table: "handoffs",
                columns: new[] { "due", "id" },
                filter: "state in ('open', 'accepted', 'started') and owner_id is null");

            migrationBuilder.CreateIndex(
                name: "ix_handoffs_state",
                schema: "leadgen",
                table: "handoffs",
                columns: new[] { "state", "due", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_events_lead_id_sequence",
                schema: "leadgen",
                table: "events",
                columns: new[] { "lead_id", "sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_golden_leads_name",
                schema: "leadgen",
                table: "golden_leads",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_mails_next_attempt_at",
                schema: "leadgen",
                table: "mails",
                column: "next_attempt_at",
                filter: "state = 'waiting'");

            migrationBuilder.CreateIndex(
                name: "ix_mails_state_id",
                schema: "leadgen",
                table: "mails",
                columns: new[] { "state", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_replays_id",
                schema: "leadgen",
                table: "replays",
                column: "id",
                filter: "state in ('waiting', 'running')");

            migrationBuilder.CreateIndex(
                name: "ix_shadow_models_ended_at",
                schema: "leadgen",
                table: "shadow_models",
                column: "ended_at",
                unique: true,
                filter: "ended_at is null")
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_tasks_due_at",
                schema: "leadgen",
                table: "tasks",
                column: "due_at",
                filter: "done_at is null and reminded_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_tasks_lead_id",
                schema: "leadgen",
                table: "tasks",
                column: "lead_id");

            migrationBuilder.CreateIndex(
                name: "ix_tasks_staff_id_due_at",
                schema: "leadgen",
                table: "tasks",
                columns: new[] { "staff_id", "due_at" },
                filter: "done_at is null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "events",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "golden_leads",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "mail_digests",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "mails",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "replayed_leads",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "shadow_mqls",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "tasks",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "replays",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "shadow_models",
                schema: "leadgen");

            migrationBuilder.DropIndex(
                name: "ix_lead_scores_rises_at",
                schema: "leadgen",
                table: "lead_scores");

            migrationBuilder.DropIndex(
                name: "ix_handoffs_queue_owner",
                schema: "leadgen",
                table: "handoffs");

            migrationBuilder.DropIndex(
                name: "ix_handoffs_queue_team",
                schema: "leadgen",
                table: "handoffs");

            migrationBuilder.DropIndex(
                name: "ix_handoffs_queue_unclaimed",
                schema: "leadgen",
                table: "handoffs");

            migrationBuilder.DropIndex(
                name: "ix_handoffs_state",
                schema: "leadgen",
                table: "handoffs");

            migrationBuilder.DropColumn(
                name: "notify_by",
                schema: "leadgen",
                table: "users");

            migrationBuilder.DropColumn(
                name: "time_zone",
                schema: "leadgen",
                table: "users");

            migrationBuilder.DropColumn(
                name: "acknowledged",
                schema: "leadgen",
                table: "scoring_models");

            migrationBuilder.DropColumn(
                name: "changes",
                schema: "leadgen",
                table: "scoring_models");

            migrationBuilder.DropColumn(
                name: "proposed_at",
                schema: "leadgen",
                table: "scoring_models");

            migrationBuilder.DropColumn(
                name: "proposed_by",
                schema: "leadgen",
                table: "scoring_models");

            migrationBuilder.DropColumn(
                name: "proposed_by_id",
                schema: "leadgen",
                table: "scoring_models");

            migrationBuilder.DropColumn(
                name: "return_of",
                schema: "leadgen",
                table: "scoring_models");

            migrationBuilder.DropColumn(
                name: "about",
                schema: "leadgen",
                table: "notifications");

            migrationBuilder.DropColumn(
                name: "event_sequence",
                schema: "leadgen",
                table: "leads");

            migrationBuilder.DropColumn(
                name: "rises_at",
                schema: "leadgen",
                table: "lead_scores");

            migrationBuilder.AlterColumn<Guid>(
                name: "handoff_id",
                schema: "leadgen",
                table: "notifications",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);
        }
    }
}
