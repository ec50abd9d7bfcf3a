using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Data;

/// <summary>What is deleted of forms that are held, whoever decides it.</summary>
public static class HeldForms
{
    /// <summary>
    /// Nothing of what was held is kept; that it came, and why it was held, is. Of a form whose first step became a lead only the later
    /// steps go, and it is an accepted form again.
    /// </summary>
    /// <returns>How many; those about which somebody has decided before are left out.</returns>
    public static Task<int> ForgetAsync(
        LeadGenDbContext db,
        Guid[] ids,
        string by,
        DateTimeOffset now,
        CancellationToken cancel
    ) =>
        db.Database.ExecuteSqlAsync(
            $$"""
            with due as materialized (
                select s.id, array(select distinct jsonb_object_keys(later.value -> 'step' -> 'fields')
                        from leadgen.held_forms h cross join lateral jsonb_array_elements(h.form -> 'steps') later
                        where h.submission_id = s.id) as later
                from leadgen.submissions s where s.id = any({{ids}}) and s.state = 'quarantined' order by s.id for update),
            forgotten as (
                update leadgen.held_forms h set form = null, email = null, decided_at = {{now}}, decided_by = {{by}}
                from due where h.submission_id = due.id)
            update leadgen.submissions s set
                state = case when lead_id is null then 'deleted' else 'accepted' end,
                fields = case when lead_id is null then '{}' else fields - due.later end,
                landing_page = case when lead_id is null then null else landing_page end,
                content_hash = case when lead_id is null then '' else content_hash end
            from due where s.id = due.id
            """,
            cancel
        );
}
