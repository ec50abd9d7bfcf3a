using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadGen.Web.Data.Migrations
{
    /// <inheritdoc />
    public partial class StaffIsToldByMailAndOthersByEvents : Migration
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

            migrationBuilder.CreateIndex(
                name: "ix_events_lead_id_sequence",
                schema: "leadgen",
                table: "events",
                columns: new[] { "lead_id", "sequence" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "events",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "mail_digests",
                schema: "leadgen");

            migrationBuilder.DropColumn(
                name: "notify_by",
                schema: "leadgen",
                table: "users");

            migrationBuilder.DropColumn(
                name: "time_zone",
                schema: "leadgen",
                table: "users");

            migrationBuilder.DropColumn(
                name: "about",
                schema: "leadgen",
                table: "notifications");

            migrationBuilder.DropColumn(
                name: "event_sequence",
                schema: "leadgen",
                table: "leads");

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
