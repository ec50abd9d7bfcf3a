using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadGen.Web.Data.Migrations
{
    /// <inheritdoc />
    public partial class Quarantine : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<Guid>(
                name: "lead_id",
                schema: "leadgen",
                table: "submissions",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

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

            migrationBuilder.AddColumn<string>(
                name: "embed_origins",
                schema: "leadgen",
                table: "offers",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'");

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

            migrationBuilder.CreateIndex(
                name: "ix_submissions_state_id",
                schema: "leadgen",
                table: "submissions",
                columns: new[] { "state", "id" },
                filter: "state <> 'accepted'");

            migrationBuilder.CreateIndex(
                name: "ix_held_forms_email",
                schema: "leadgen",
                table: "held_forms",
                column: "email",
                filter: "email is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "held_forms",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "refused_forms",
                schema: "leadgen");

            migrationBuilder.DropIndex(
                name: "ix_submissions_state_id",
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
                name: "embed_origins",
                schema: "leadgen",
                table: "offers");

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
        }
    }
}
