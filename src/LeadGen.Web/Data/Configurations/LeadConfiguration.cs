using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadGen.Web.Data.Configurations;

public sealed class LeadConfiguration : IEntityTypeConfiguration<Lead>
{
    /// <summary>Facts that have a column of their own, made by Postgres out of the one place where facts are.</summary>
    public static readonly IReadOnlyList<string> TextFacts =
    [
        "first_name",
        "last_name",
        "company",
        "job_title",
        "phone",
        "website",
        "industry",
        "country",
    ];

    public static readonly IReadOnlyList<string> NumberFacts = ["employees", "annual_revenue"];

    /// <summary>Shadow property: e-mail, names and company in lower case, for search.</summary>
    public const string Search = "Search";

    public void Configure(EntityTypeBuilder<Lead> lead)
    {
        lead.ToTable("leads");
        lead.Property(l => l.Id).ValueGeneratedNever();
        lead.Property(l => l.Email).HasMaxLength(EmailAddress.MaxLength);
        lead.Property(l => l.Stage).IsTerm();
        lead.Property(l => l.Channel).IsTerm();
        lead.Property(l => l.Facts).IsJson();
        lead.Property(l => l.FirstTouch).IsJson();
        lead.Property(l => l.LastTouch).IsJson();
        lead.Property(l => l.Own).IsJson();
        lead.Ignore(l => l.OwnFacts);
        lead.Ignore(l => l.OwnAccountId);
        lead.HasIndex(l => l.MergedInto).HasFilter("merged_into is not null");
        foreach (var fact in TextFacts)
        {
            lead.Property<string?>(fact).HasComputedColumnSql($"facts #>> '{{{fact},value}}'", stored: true);
        }

        foreach (var fact in NumberFacts)
        {
            lead.Property<long?>(fact).HasComputedColumnSql($"(facts #>> '{{{fact},value}}')::bigint", stored: true);
        }

        lead.Property<string>(Search)
            .HasComputedColumnSql(
                """
                lower((email || ' ' || coalesce(facts #>> '{first_name,value}', '') || ' ' || coalesce(facts #>> '{last_name,value}', '')
                || ' ' || coalesce(facts #>> '{company,value}', '')) COLLATE "und-x-icu")
                """,
                stored: true
            );
        lead.HasIndex(Search).HasMethod("gin").HasOperators("gin_trgm_ops");
        lead.Property<long>(EventConfiguration.Sequence).HasDefaultValue(0L);
        lead.HasIndex(l => new { l.Stage, l.Id });
        lead.HasIndex(l => new { l.AccountId, l.Id }).HasFilter("account_id is not null");
        // Who owns leads of an account is asked at each hand-off.
        lead.HasIndex(l => new { l.AccountId, l.OwnerId }).HasFilter("owner_id is not null");
        lead.HasIndex(l => l.UpdatedAt);
    }
}

public sealed class LeadIdentityConfiguration : IEntityTypeConfiguration<LeadIdentity>
{
    public void Configure(EntityTypeBuilder<LeadIdentity> identity)
    {
        identity.ToTable("lead_identities");
        // Fifty tabs may submit one new address at once; this key decides, not C#.
        identity.HasKey(i => i.Email);
        identity.Property(i => i.Email).HasMaxLength(EmailAddress.MaxLength);
        identity.Ignore(i => i.KeptWith);
        identity.HasIndex(i => i.LeadId);
    }
}

public sealed class FactChangeConfiguration : IEntityTypeConfiguration<FactChange>
{
    public void Configure(EntityTypeBuilder<FactChange> change)
    {
        change.ToTable("fact_changes");
        change.Property(c => c.Id).ValueGeneratedNever();
        change.Property(c => c.Origin).IsTerm();
        change.Property(c => c.Actor).HasMaxLength(200);
        change.Property(c => c.Values).IsJson();
        change.HasIndex(c => new { c.LeadId, c.EffectiveAt });
    }
}

public sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    /// <summary>Shadow property: name and domain in lower case, for search.</summary>
    public const string Search = "Search";

    public void Configure(EntityTypeBuilder<Account> account)
    {
        account.ToTable("accounts");
        account.Property(a => a.Id).ValueGeneratedNever();
        account.Property(a => a.Domain).HasMaxLength(Account.DomainMaxLength);
        account.Property(a => a.Facts).IsJson();
        account.Ignore(a => a.Name);
        account
            .Property<string>("name")
            .HasComputedColumnSql("coalesce(facts #>> '{company,value}', domain)", stored: true);
        account
            .Property<string>(Search)
            .HasComputedColumnSql(
                """lower((coalesce(facts #>> '{company,value}', '') || ' ' || domain) COLLATE "und-x-icu")""",
                stored: true
            );
        account.HasIndex(Search).HasMethod("gin").HasOperators("gin_trgm_ops");
        account.HasIndex(a => a.Domain).IsUnique();
    }
}

public sealed class AccountChangeConfiguration : IEntityTypeConfiguration<AccountChange>
{
    public void Configure(EntityTypeBuilder<AccountChange> change)
    {
        change.ToTable("account_changes");
        change.Property(c => c.Id).ValueGeneratedNever();
        change.Property(c => c.Actor).HasMaxLength(StaffUser.NameMaxLength);
        change.Property(c => c.Values).IsJson();
        change.HasIndex(c => new { c.AccountId, c.Id });
    }
}
