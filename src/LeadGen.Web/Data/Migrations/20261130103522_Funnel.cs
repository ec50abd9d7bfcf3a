using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace LeadGen.Web.Data.Migrations
{
    /// <inheritdoc />
    public partial class Funnel : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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

            migrationBuilder.CreateIndex(
                name: "ix_visitors_first_seen_at",
                schema: "leadgen",
                table: "visitors",
                column: "first_seen_at")
                .Annotation("Npgsql:IndexMethod", "brin");

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "funnel_days",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "funnel_groups",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "funnel_leads",
                schema: "leadgen");

            migrationBuilder.DropIndex(
                name: "ix_visitors_first_seen_at",
                schema: "leadgen",
                table: "visitors");
        }
    }
}
