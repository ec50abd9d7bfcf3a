using LeadGen.Domain.Handoffs;

namespace LeadGen.Web.Api;

/// <summary>Reads to whom a hand-off is given.</summary>
internal static class ReassignForm
{
    private const int OwnerMaxLength = 254;

    /// <summary>One of both is there, unless the form has errors.</summary>
    public static async Task<(Guid? Owner, Guid? Team)> ReadAsync(
        JsonForm form,
        HandoffReads reads,
        CancellationToken cancel
    )
    {
        var (owner, team) = (form.Text("owner", OwnerMaxLength), form.Text("team", Team.NameMaxLength));
        if (owner is null && team is null)
        {
            form.Add("owner", "Give the owner, the team, or both");
            return default;
        }

        var ownerId = owner is null ? null : await reads.SalesIdAsync(owner, cancel);
        if (owner is not null && ownerId is null)
        {
            form.Add(
                "owner",
                "Give the id or the e-mail address of somebody who works in sales and whose account is active"
            );
        }

        var teamId = team is null ? null : await reads.TeamIdAsync(team, cancel);
        if (team is not null && teamId is null)
        {
            form.Add("team", "Give the name or the id of a team of /admin/routing");
        }

        return (ownerId, teamId);
    }
}
