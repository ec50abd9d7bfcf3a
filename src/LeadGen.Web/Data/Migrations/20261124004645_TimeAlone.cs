using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadGen.Web.Data.Migrations
{
    /// <inheritdoc />
    public partial class TimeAlone : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "rises_at",
                schema: "leadgen",
                table: "lead_scores",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_lead_scores_rises_at",
                schema: "leadgen",
                table: "lead_scores",
                column: "rises_at",
                filter: "rises_at is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_lead_scores_rises_at",
                schema: "leadgen",
                table: "lead_scores");

            migrationBuilder.DropColumn(
                name: "rises_at",
                schema: "leadgen",
                table: "lead_scores");
        }
    }
}
