using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadGen.Web.Data.Migrations
{
    /// <inheritdoc />
    public partial class ScoreCellsAndCallWords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "call_words",
                schema: "leadgen",
                table: "teams",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_lead_scores_fit_engagement_lead_id",
                schema: "leadgen",
                table: "lead_scores",
                columns: new[] { "fit", "engagement", "lead_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_lead_scores_fit_engagement_lead_id",
                schema: "leadgen",
                table: "lead_scores");

            migrationBuilder.DropColumn(
                name: "call_words",
                schema: "leadgen",
                table: "teams");
        }
    }
}
