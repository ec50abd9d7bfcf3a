using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadGen.Web.Data.Migrations
{
    /// <inheritdoc />
    public partial class OfferTestsAndRequestsOfMails : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "variant_id",
                schema: "leadgen",
                table: "submissions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "request_id",
                schema: "leadgen",
                table: "mails",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "offer_tests",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    offer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    variants = table.Column<string>(type: "jsonb", nullable: false),
                    plan = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    stopped_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    offer_version = table.Column<int>(type: "integer", nullable: true),
                    adopted_id = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_offer_tests", x => x.id);
                    table.ForeignKey(
                        name: "fk_offer_tests_offers_offer_id",
                        column: x => x.offer_id,
                        principalSchema: "leadgen",
                        principalTable: "offers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "variant_counts",
                schema: "leadgen",
                columns: table => new
                {
                    variant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    viewed = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_variant_counts", x => new { x.variant_id, x.day });
                });

            migrationBuilder.CreateIndex(
                name: "ix_submissions_variant_id_received_at",
                schema: "leadgen",
                table: "submissions",
                columns: new[] { "variant_id", "received_at" },
                filter: "variant_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_offer_tests_offer_id",
                schema: "leadgen",
                table: "offer_tests",
                column: "offer_id");

            migrationBuilder.CreateIndex(
                name: "ix_offer_tests_open",
                schema: "leadgen",
                table: "offer_tests",
                column: "offer_id",
                unique: true,
                filter: "state <> 'stopped'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "offer_tests",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "variant_counts",
                schema: "leadgen");

            migrationBuilder.DropIndex(
                name: "ix_submissions_variant_id_received_at",
                schema: "leadgen",
                table: "submissions");

            migrationBuilder.DropColumn(
                name: "variant_id",
                schema: "leadgen",
                table: "submissions");

            migrationBuilder.DropColumn(
                name: "request_id",
                schema: "leadgen",
                table: "mails");
        }
    }
}
