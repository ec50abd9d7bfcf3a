using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadGen.Web.Data.Migrations
{
    /// <inheritdoc />
    public partial class Handouts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<Guid>(
                name: "lead_id",
                schema: "leadgen",
                table: "notifications",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<Guid>(
                name: "offer_id",
                schema: "leadgen",
                table: "notifications",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "handouts",
                schema: "leadgen",
                columns: table => new
                {
                    offer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    submission_id = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    given_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_handouts", x => new { x.offer_id, x.lead_id });
                });

            migrationBuilder.CreateTable(
                name: "pool_items",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    offer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    added_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    taken_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pool_items", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "stored_files",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    offer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    download_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    media_type = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    uploaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    uploaded_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    replaced_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stored_files", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_handouts_offer_id_asked_at",
                schema: "leadgen",
                table: "handouts",
                columns: new[] { "offer_id", "asked_at" },
                filter: "given_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_handouts_offer_id_asked_at_lead_id",
                schema: "leadgen",
                table: "handouts",
                columns: new[] { "offer_id", "asked_at", "lead_id" });

            migrationBuilder.CreateIndex(
                name: "ix_pool_items_offer_id_code",
                schema: "leadgen",
                table: "pool_items",
                columns: new[] { "offer_id", "code" },
                unique: true,
                filter: "code is not null");

            migrationBuilder.CreateIndex(
                name: "ix_pool_items_offer_id_id",
                schema: "leadgen",
                table: "pool_items",
                columns: new[] { "offer_id", "id" },
                filter: "taken_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_pool_items_offer_id_lead_id",
                schema: "leadgen",
                table: "pool_items",
                columns: new[] { "offer_id", "lead_id" },
                unique: true,
                filter: "lead_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_stored_files_offer_id_uploaded_at",
                schema: "leadgen",
                table: "stored_files",
                columns: new[] { "offer_id", "uploaded_at" });

            migrationBuilder.CreateIndex(
                name: "ix_stored_files_replaced_at",
                schema: "leadgen",
                table: "stored_files",
                column: "replaced_at",
                filter: "replaced_at is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "handouts",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "pool_items",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "stored_files",
                schema: "leadgen");

            migrationBuilder.DropColumn(
                name: "offer_id",
                schema: "leadgen",
                table: "notifications");

            migrationBuilder.AlterColumn<Guid>(
                name: "lead_id",
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
