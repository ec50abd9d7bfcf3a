using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadGen.Web.Data.Migrations
{
    /// <inheritdoc />
    public partial class ModelLab : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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

            migrationBuilder.CreateIndex(
                name: "ix_golden_leads_name",
                schema: "leadgen",
                table: "golden_leads",
                column: "name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "golden_leads",
                schema: "leadgen");

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
        }
    }
}
