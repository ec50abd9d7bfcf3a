using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadGen.Web.Data.Migrations
{
    /// <inheritdoc />
    public partial class Nurture : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "nurture_sequences",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    entry_kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    entry_value = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    steps = table.Column<string>(type: "jsonb", nullable: false),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    enters_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    entered_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_nurture_sequences", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "nurture_enrolments",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    next_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    left_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    left_why = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    error = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_nurture_enrolments", x => x.id);
                    table.ForeignKey(
                        name: "fk_nurture_enrolments_nurture_sequences_sequence_id",
                        column: x => x.sequence_id,
                        principalSchema: "leadgen",
                        principalTable: "nurture_sequences",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "nurture_mailings",
                schema: "leadgen",
                columns: table => new
                {
                    enrolment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    step_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    mail_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    counts = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_nurture_mailings", x => new { x.enrolment_id, x.step_id });
                    table.ForeignKey(
                        name: "fk_nurture_mailings_nurture_enrolments_enrolment_id",
                        column: x => x.enrolment_id,
                        principalSchema: "leadgen",
                        principalTable: "nurture_enrolments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_nurture_enrolments_lead_id",
                schema: "leadgen",
                table: "nurture_enrolments",
                column: "lead_id");

            migrationBuilder.CreateIndex(
                name: "ix_nurture_enrolments_sequence_id_id",
                schema: "leadgen",
                table: "nurture_enrolments",
                columns: new[] { "sequence_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_nurture_enrolments_sequence_id_lead_id",
                schema: "leadgen",
                table: "nurture_enrolments",
                columns: new[] { "sequence_id", "lead_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_nurture_enrolments_sequence_id_next_at",
                schema: "leadgen",
                table: "nurture_enrolments",
                columns: new[] { "sequence_id", "next_at" },
                filter: "left_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_nurture_mailings_lead_id_at",
                schema: "leadgen",
                table: "nurture_mailings",
                columns: new[] { "lead_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_nurture_mailings_sequence_id_at",
                schema: "leadgen",
                table: "nurture_mailings",
                columns: new[] { "sequence_id", "at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "nurture_mailings",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "nurture_enrolments",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "nurture_sequences",
                schema: "leadgen");
        }
    }
}
