using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadGen.Web.Data.Migrations
{
    /// <inheritdoc />
    public partial class CallsToAction : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "call_id",
                schema: "leadgen",
                table: "submissions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "page",
                schema: "leadgen",
                table: "offers",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.CreateTable(
                name: "calls_to_action",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    shape = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    style = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    text = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    offer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calls_to_action", x => x.id);
                    table.ForeignKey(
                        name: "fk_calls_to_action_offers_offer_id",
                        column: x => x.offer_id,
                        principalSchema: "leadgen",
                        principalTable: "offers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "cta_counts",
                schema: "leadgen",
                columns: table => new
                {
                    call_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    seen = table.Column<long>(type: "bigint", nullable: false),
                    clicked = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cta_counts", x => new { x.call_id, x.day });
                });

            migrationBuilder.CreateTable(
                name: "landing_counts",
                schema: "leadgen",
                columns: table => new
                {
                    offer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    viewed = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_landing_counts", x => new { x.offer_id, x.day });
                });

            migrationBuilder.CreateIndex(
                name: "ix_submissions_call_id_received_at",
                schema: "leadgen",
                table: "submissions",
                columns: new[] { "call_id", "received_at" },
                filter: "call_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_submissions_offer_id_received_at",
                schema: "leadgen",
                table: "submissions",
                columns: new[] { "offer_id", "received_at" });

            migrationBuilder.CreateIndex(
                name: "ix_calls_to_action_offer_id",
                schema: "leadgen",
                table: "calls_to_action",
                column: "offer_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "calls_to_action",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "cta_counts",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "landing_counts",
                schema: "leadgen");

            migrationBuilder.DropIndex(
                name: "ix_submissions_call_id_received_at",
                schema: "leadgen",
                table: "submissions");

            migrationBuilder.DropIndex(
                name: "ix_submissions_offer_id_received_at",
                schema: "leadgen",
                table: "submissions");

            migrationBuilder.DropColumn(
                name: "call_id",
                schema: "leadgen",
                table: "submissions");

            migrationBuilder.DropColumn(
                name: "page",
                schema: "leadgen",
                table: "offers");
        }
    }
}
