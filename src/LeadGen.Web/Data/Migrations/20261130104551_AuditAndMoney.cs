using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadGen.Web.Data.Migrations
{
    /// <inheritdoc />
    public partial class AuditAndMoney : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
                name: "ix_staff_sessions_last_seen_at",
                schema: "leadgen",
                table: "staff_sessions",
                column: "last_seen_at");

            migrationBuilder.CreateIndex(
                name: "ix_staff_sessions_user_id_last_seen_at",
                schema: "leadgen",
                table: "staff_sessions",
                columns: new[] { "user_id", "last_seen_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit_entries",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "campaign_costs",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "funnel_deals",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "personas",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "staff_sessions",
                schema: "leadgen");

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
        }
    }
}
