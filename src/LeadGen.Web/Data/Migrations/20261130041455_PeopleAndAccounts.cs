using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadGen.Web.Data.Migrations
{
    /// <inheritdoc />
    public partial class PeopleAndAccounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "merged_into",
                schema: "leadgen",
                table: "leads",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "own",
                schema: "leadgen",
                table: "leads",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "came_with",
                schema: "leadgen",
                table: "lead_identities",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "account_changes",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    values = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_changes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "duplicates",
                schema: "leadgen",
                columns: table => new
                {
                    low_id = table.Column<Guid>(type: "uuid", nullable: false),
                    high_id = table.Column<Guid>(type: "uuid", nullable: false),
                    evidence = table.Column<string>(type: "jsonb", nullable: false),
                    weight = table.Column<int>(type: "integer", nullable: false),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    dismissed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    dismissed_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_duplicates", x => new { x.low_id, x.high_id });
                });

            migrationBuilder.CreateTable(
                name: "lead_keys",
                schema: "leadgen",
                columns: table => new
                {
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    value = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lead_keys", x => new { x.lead_id, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "lead_merges",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    survivor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    merged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    merged_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    why = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    handoffs = table.Column<string>(type: "jsonb", nullable: false),
                    undone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    undone_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lead_merges", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_leads_merged_into",
                schema: "leadgen",
                table: "leads",
                column: "merged_into",
                filter: "merged_into is not null");

            migrationBuilder.CreateIndex(
                name: "ix_account_changes_account_id_id",
                schema: "leadgen",
                table: "account_changes",
                columns: new[] { "account_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_duplicates_high_id",
                schema: "leadgen",
                table: "duplicates",
                column: "high_id");

            migrationBuilder.CreateIndex(
                name: "ix_duplicates_weight_high_id_low_id",
                schema: "leadgen",
                table: "duplicates",
                columns: new[] { "weight", "high_id", "low_id" },
                descending: new bool[0],
                filter: "dismissed_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_lead_keys_kind_value",
                schema: "leadgen",
                table: "lead_keys",
                columns: new[] { "kind", "value" });

            migrationBuilder.CreateIndex(
                name: "ix_lead_merges_lead_id",
                schema: "leadgen",
                table: "lead_merges",
                column: "lead_id",
                unique: true,
                filter: "undone_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_lead_merges_survivor_id_id",
                schema: "leadgen",
                table: "lead_merges",
                columns: new[] { "survivor_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account_changes",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "duplicates",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "lead_keys",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "lead_merges",
                schema: "leadgen");

            migrationBuilder.DropIndex(
                name: "ix_leads_merged_into",
                schema: "leadgen",
                table: "leads");

            migrationBuilder.DropColumn(
                name: "merged_into",
                schema: "leadgen",
                table: "leads");

            migrationBuilder.DropColumn(
                name: "own",
                schema: "leadgen",
                table: "leads");

            migrationBuilder.DropColumn(
                name: "came_with",
                schema: "leadgen",
                table: "lead_identities");
        }
    }
}
