using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadGen.Web.Data.Migrations
{
    /// <inheritdoc />
    public partial class Imports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "imports",
                schema: "leadgen",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    file_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    encoding = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    separator = table.Column<string>(type: "character varying(1)", maxLength: 1, nullable: false),
                    header = table.Column<string>(type: "jsonb", nullable: false),
                    header_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    map = table.Column<string>(type: "text", nullable: true),
                    map_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    proposed = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    told = table.Column<string>(type: "jsonb", nullable: false),
                    found = table.Column<string>(type: "jsonb", nullable: true),
                    at_byte = table.Column<long>(type: "bigint", nullable: false),
                    at_line = table.Column<long>(type: "bigint", nullable: false),
                    rejects_bytes = table.Column<long>(type: "bigint", nullable: false),
                    rows_per_second = table.Column<double>(type: "double precision", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    fence = table.Column<int>(type: "integer", nullable: false),
                    leased_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    error = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    failed_in = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    undone = table.Column<string>(type: "jsonb", nullable: true),
                    file_removed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_imports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "import_parts",
                schema: "leadgen",
                columns: table => new
                {
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    leads = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    fact_changes = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    touchpoints = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    outcomes = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    stage_moves = table.Column<Guid[]>(type: "uuid[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_parts", x => new { x.import_id, x.number });
                    table.ForeignKey(
                        name: "fk_import_parts_imports_import_id",
                        column: x => x.import_id,
                        principalSchema: "leadgen",
                        principalTable: "imports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_imports_header_hash_id",
                schema: "leadgen",
                table: "imports",
                columns: new[] { "header_hash", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_imports_id",
                schema: "leadgen",
                table: "imports",
                column: "id",
                filter: "state in ('checking', 'running', 'undoing')");

            migrationBuilder.CreateIndex(
                name: "ix_imports_map_name_id",
                schema: "leadgen",
                table: "imports",
                columns: new[] { "map_name", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "import_parts",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "imports",
                schema: "leadgen");
        }
    }
}
