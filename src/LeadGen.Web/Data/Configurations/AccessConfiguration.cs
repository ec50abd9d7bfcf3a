using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadGen.Web.Data.Configurations;

public sealed class StaffUserConfiguration : IEntityTypeConfiguration<StaffUser>
{
    public void Configure(EntityTypeBuilder<StaffUser> user)
    {
        user.ToTable("users");
        user.Property(u => u.DisplayName).HasMaxLength(StaffUser.NameMaxLength);
        user.Property(u => u.NotifyBy).IsTerm().HasDefaultValue(NotifyBy.AtOnce);
        user.Property(u => u.TimeZone).HasMaxLength(100);
        user.Property(u => u.SecondFactorKey).HasMaxLength(500);
        user.Property(u => u.RecoveryCodes).IsJson().HasDefaultValueSql("'[]'");
    }
}

public sealed class StaffSessionConfiguration : IEntityTypeConfiguration<StaffSession>
{
    public void Configure(EntityTypeBuilder<StaffSession> session)
    {
        session.ToTable("staff_sessions");
        session.Property(s => s.Id).ValueGeneratedNever();
        session.Property(s => s.Address).HasMaxLength(StaffSession.TextMaxLength);
        session.Property(s => s.Browser).HasMaxLength(StaffSession.TextMaxLength);
        session.HasIndex(s => new { s.UserId, s.LastSeenAt });
        session.HasIndex(s => s.LastSeenAt);
        session.HasOne<StaffUser>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

public sealed class StaffPasskeyConfiguration : IEntityTypeConfiguration<StaffPasskey>
{
    public void Configure(EntityTypeBuilder<StaffPasskey> key)
    {
        key.ToTable("staff_passkeys");
        key.Property(k => k.Id).ValueGeneratedNever();
        key.Property(k => k.Name).HasMaxLength(StaffPasskey.NameMaxLength);
        key.Property(k => k.CredentialId).HasMaxLength(StaffPasskey.CredentialMaxLength);
        key.Property(k => k.Transports).IsJson();
        key.HasIndex(k => k.CredentialId).IsUnique();
        key.HasIndex(k => k.UserId);
        key.HasOne<StaffUser>().WithMany().HasForeignKey(k => k.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

public sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> key)
    {
        key.ToTable("api_keys");
        key.Property(k => k.Id).ValueGeneratedNever();
        key.Property(k => k.Name).HasMaxLength(ApiKey.NameMaxLength);
        key.Property(k => k.Scopes).IsJson();
    }
}

public sealed class KeptAnswerConfiguration : IEntityTypeConfiguration<KeptAnswer>
{
    public void Configure(EntityTypeBuilder<KeptAnswer> kept)
    {
        kept.ToTable("kept_answers");
        kept.HasKey(k => new
        {
            k.ApiKeyId,
            k.Route,
            k.Key,
        });
        kept.Property(k => k.Key).HasMaxLength(KeptAnswer.KeyMaxLength);
        kept.HasIndex(k => k.StartedAt);
        kept.HasIndex(k => k.LeadId).HasFilter("lead_id is not null");
    }
}

public sealed class SettingConfiguration : IEntityTypeConfiguration<Setting>
{
    public void Configure(EntityTypeBuilder<Setting> setting)
    {
        setting.ToTable("settings");
        setting.HasKey(s => s.Key);
        setting.Property(s => s.Key).HasMaxLength(100);
    }
}

/// <summary>The tables of Identity, by names that say what is in them.</summary>
public sealed class IdentityConfiguration
    : IEntityTypeConfiguration<IdentityRole<Guid>>,
        IEntityTypeConfiguration<IdentityUserRole<Guid>>,
        IEntityTypeConfiguration<IdentityUserClaim<Guid>>,
        IEntityTypeConfiguration<IdentityUserLogin<Guid>>,
        IEntityTypeConfiguration<IdentityUserToken<Guid>>,
        IEntityTypeConfiguration<IdentityRoleClaim<Guid>>,
        IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<IdentityRole<Guid>> builder) => builder.ToTable("roles");

    public void Configure(EntityTypeBuilder<IdentityUserRole<Guid>> builder) => builder.ToTable("user_roles");

    public void Configure(EntityTypeBuilder<IdentityUserClaim<Guid>> builder) => builder.ToTable("user_claims");

    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> builder) => builder.ToTable("user_logins");

    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> builder) => builder.ToTable("user_tokens");

    public void Configure(EntityTypeBuilder<IdentityRoleClaim<Guid>> builder) => builder.ToTable("role_claims");

    public void Configure(EntityTypeBuilder<DataProtectionKey> builder) => builder.ToTable("data_protection_keys");
}
