using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LeadGen.Web.Data.Migrations
{
    /// <inheritdoc />
    public partial class QueueViews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_handoffs_queue_owner",
                schema: "leadgen",
                table: "handoffs",
                columns: new[] { "owner_id", "due", "id" },
                filter: "state in ('open', 'accepted', 'started')");

            migrationBuilder.CreateIndex(
                name: "ix_handoffs_queue_team",
                schema: "leadgen",
                table: "handoffs",
                columns: new[] { "team_id", "due", "id" },
                filter: "state in ('open', 'accepted', 'started')");

            migrationBuilder.CreateIndex(
                name: "ix_handoffs_queue_unclaimed",
                schema: "leadgen",
                table: "handoffs",
                columns: new[] { "due", "id" },
                filter: "state in ('open', 'accepted', 'started') and owner_id is null");

            migrationBuilder.CreateIndex(
                name: "ix_handoffs_state",
                schema: "leadgen",
                table: "handoffs",
                columns: new[] { "state", "due", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_handoffs_queue_owner",
                schema: "leadgen",
                table: "handoffs");

            migrationBuilder.DropIndex(
                name: "ix_handoffs_queue_team",
                schema: "leadgen",
                table: "handoffs");

            migrationBuilder.DropIndex(
                name: "ix_handoffs_queue_unclaimed",
                schema: "leadgen",
                table: "handoffs");

            migrationBuilder.DropIndex(
                name: "ix_handoffs_state",
                schema: "leadgen",
                table: "handoffs");
        }
    }
}
