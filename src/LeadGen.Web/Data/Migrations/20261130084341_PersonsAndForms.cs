using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadGen.Web.Data.Migrations
{
    /// <inheritdoc />
    public partial class PersonsAndForms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_leads_account_id",
                schema: "leadgen",
                table: "leads");

            migrationBuilder.AddColumn<string>(
                name: "notice_hash",
                schema: "leadgen",
                table: "submissions",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "step",
                schema: "leadgen",
                table: "submissions",
                type: "integer",
                nullable: false,
                defaultValueSql: "1");

            migrationBuilder.AddColumn<string>(
                name: "form_settings",
                schema: "leadgen",
                table: "offers",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<string>(
                name: "locale",
                schema: "leadgen",
                table: "consents",
                type: "character varying(35)",
                maxLength: 35,
                nullable: false,
                defaultValue: "en");

            migrationBuilder.AddColumn<string>(
                name: "search",
                schema: "leadgen",
                table: "accounts",
                type: "text",
                nullable: true,
                computedColumnSql: "lower((coalesce(facts #>> '{company,value}', '') || ' ' || domain) COLLATE \"und-x-icu\")",
                stored: true);

            migrationBuilder.CreateTable(
                name: "consent_purposes",
                schema: "leadgen",
                columns: table => new
                {
                    purpose = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    is_confirmed = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consent_purposes", x => x.purpose);
                });

            migrationBuilder.CreateTable(
                name: "consent_texts",
                schema: "leadgen",
                columns: table => new
                {
                    purpose = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    locale = table.Column<string>(type: "character varying(35)", maxLength: 35, nullable: false),
                    text = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consent_texts", x => new { x.purpose, x.version });
                });

            migrationBuilder.CreateTable(
                name: "erasures",
                schema: "leadgen",
                columns: table => new
                {
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    erased_by = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    actor = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    erased_rows = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_erasures", x => x.lead_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_mails_lead_id",
                schema: "leadgen",
                table: "mails",
                column: "lead_id",
                filter: "lead_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_mails_staff_id",
                schema: "leadgen",
                table: "mails",
                column: "staff_id",
                filter: "staff_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_leads_account_id_id",
                schema: "leadgen",
                table: "leads",
                columns: new[] { "account_id", "id" },
                filter: "account_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_accounts_search",
                schema: "leadgen",
                table: "accounts",
                column: "search")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_erasures_at",
                schema: "leadgen",
                table: "erasures",
                column: "at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "consent_purposes",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "consent_texts",
                schema: "leadgen");

            migrationBuilder.DropTable(
                name: "erasures",
                schema: "leadgen");

            migrationBuilder.DropIndex(
                name: "ix_mails_lead_id",
                schema: "leadgen",
                table: "mails");

            migrationBuilder.DropIndex(
                name: "ix_mails_staff_id",
                schema: "leadgen",
                table: "mails");

            migrationBuilder.DropIndex(
                name: "ix_leads_account_id_id",
                schema: "leadgen",
                table: "leads");

            migrationBuilder.DropIndex(
                name: "ix_accounts_search",
                schema: "leadgen",
                table: "accounts");

            migrationBuilder.DropColumn(
                name: "search",
                schema: "leadgen",
                table: "accounts");

            migrationBuilder.DropColumn(
                name: "notice_hash",
                schema: "leadgen",
                table: "submissions");

            migrationBuilder.DropColumn(
                name: "step",
                schema: "leadgen",
                table: "submissions");

            migrationBuilder.DropColumn(
                name: "form_settings",
                schema: "leadgen",
                table: "offers");

            migrationBuilder.DropColumn(
                name: "locale",
                schema: "leadgen",
                table: "consents");

            migrationBuilder.CreateIndex(
                name: "ix_leads_account_id",
                schema: "leadgen",
                table: "leads",
                column: "account_id",
                filter: "account_id is not null");
        }
    }
}
