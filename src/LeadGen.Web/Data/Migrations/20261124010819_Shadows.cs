using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadGen.Web.Data.Migrations
{
    /// <inheritdoc />
    public partial class Shadows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "shadow_models",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    model = table.Column<string>(type: "jsonb", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shadow_models", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "shadow_mqls",
                schema: "leadgen",
                columns: table => new
                {
                    shadow_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    in_force_too = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shadow_mqls", x => new { x.shadow_id, x.lead_id });
                    table.ForeignKey(
                        name: "fk_shadow_mqls_shadow_models_shadow_id",
                        column: x => x.shadow_id,
                        principalSchema: "leadgen",
                        principalTable: "shadow_models",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_shadow_models_ended_at",
                schema: "leadgen",
                table: "shadow_models",
                column: "ended_at",
                unique: true,
                filter: "ended_at is null")
                .Annotation("Npgsql:NullsDistinct", false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "shadow_mqls",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "shadow_models",
                schema: "leadgen");
        }
    }
}
