using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadGen.Web.Data.Migrations
{
    /// <inheritdoc />
    public partial class TrackedVisitors : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "first_touch",
                schema: "leadgen",
                table: "visitors",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "last_seen_at",
                schema: "leadgen",
                table: "visitors",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "may_track",
                schema: "leadgen",
                table: "visitors",
                type: "boolean",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "machine_why",
                schema: "leadgen",
                table: "touchpoints",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "visitor_id",
                schema: "leadgen",
                table: "consents",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_consents_visitor_id",
                schema: "leadgen",
                table: "consents",
                column: "visitor_id",
                filter: "visitor_id is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_consents_visitor_id",
                schema: "leadgen",
                table: "consents");

            migrationBuilder.DropColumn(
                name: "first_touch",
                schema: "leadgen",
                table: "visitors");

            migrationBuilder.DropColumn(
                name: "last_seen_at",
                schema: "leadgen",
                table: "visitors");

            migrationBuilder.DropColumn(
                name: "may_track",
                schema: "leadgen",
                table: "visitors");

            migrationBuilder.DropColumn(
                name: "machine_why",
                schema: "leadgen",
                table: "touchpoints");

            migrationBuilder.DropColumn(
                name: "visitor_id",
                schema: "leadgen",
                table: "consents");
        }
    }
}
