using LeadGen.Domain.Handoffs;
using LeadGen.Web.Data.Sales;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadGen.Web.Data.Configurations;

public sealed class TeamConfiguration
    : IEntityTypeConfiguration<TeamRow>,
        IEntityTypeConfiguration<TeamMember>,
        IEntityTypeConfiguration<TeamTurns>,
        IEntityTypeConfiguration<StaffAbsence>
{
    public void Configure(EntityTypeBuilder<TeamRow> team)
    {
        team.ToTable("teams");
        team.Property(t => t.Id).ValueGeneratedNever();
        team.Property(t => t.Name).HasMaxLength(Team.NameMaxLength);
        team.Property(t => t.TimeZone).HasMaxLength(100);
        team.Property(t => t.Hours).IsJson();
        team.Property(t => t.CallWords).HasMaxLength(CallScript.WordsMaxLength);
        team.Property(t => t.Holidays).IsJson();
        team.HasIndex(t => t.IsDefault).IsUnique().HasFilter("is_default");
    }

    public void Configure(EntityTypeBuilder<TeamMember> member)
    {
        member.ToTable("team_members");
        member.HasKey(m => new { m.TeamId, m.StaffId });
        member.HasOne<TeamRow>().WithMany().HasForeignKey(m => m.TeamId).OnDelete(DeleteBehavior.Cascade);
        member.HasOne<StaffUser>().WithMany().HasForeignKey(m => m.StaffId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<TeamTurns> turns)
    {
        turns.ToTable("team_turns");
        turns.HasKey(t => t.TeamId);
        turns.Property(t => t.TeamId).ValueGeneratedNever();
        turns.Property(t => t.Positions).IsJson();
        turns.Ignore(t => t.Value);
        turns.HasOne<TeamRow>().WithOne().HasForeignKey<TeamTurns>(t => t.TeamId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<StaffAbsence> absence)
    {
        absence.ToTable("absences");
        absence.Property(a => a.Id).ValueGeneratedNever();
        absence.HasOne<StaffUser>().WithMany().HasForeignKey(a => a.StaffId).OnDelete(DeleteBehavior.Cascade);
    }
}

public sealed class RoutingRuleConfiguration
    : IEntityTypeConfiguration<RoutingRuleRow>,
        IEntityTypeConfiguration<ServiceLevelRow>
{
    public void Configure(EntityTypeBuilder<RoutingRuleRow> rule)
    {
        rule.ToTable("routing_rules");
        rule.Property(r => r.Id).ValueGeneratedNever();
        rule.Property(r => r.Name).HasMaxLength(RoutingRule.NameMaxLength);
        rule.Property(r => r.Conditions).IsJson();
        rule.HasOne<TeamRow>().WithMany().HasForeignKey(r => r.TeamId).OnDelete(DeleteBehavior.Cascade);
        rule.HasOne<StaffUser>().WithMany().HasForeignKey(r => r.StaffId).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<ServiceLevelRow> level)
    {
        level.ToTable("service_levels");
        level.HasKey(l => l.Kind);
        level.Property(l => l.Kind).IsTerm();
    }
}

public sealed class TaskConfiguration : IEntityTypeConfiguration<LeadTask>
{
    public void Configure(EntityTypeBuilder<LeadTask> task)
    {
        task.ToTable("tasks");
        task.Property(t => t.Id).ValueGeneratedNever();
        task.Property(t => t.Title).HasMaxLength(LeadTask.TitleMaxLength);
        task.Property(t => t.CreatedBy).HasMaxLength(StaffUser.NameMaxLength);
        task.Property(t => t.DoneBy).HasMaxLength(StaffUser.NameMaxLength);
        task.HasIndex(t => new { t.StaffId, t.DueAt }).HasFilter("done_at is null");
        task.HasIndex(t => t.LeadId);
        task.HasIndex(t => t.DueAt).HasFilter("done_at is null and reminded_at is null");
    }
}

public sealed class HandoffStepConfiguration
    : IEntityTypeConfiguration<HandoffStep>,
        IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<HandoffStep> step)
    {
        step.ToTable("handoff_steps");
        // Of two who do a step at once one fails as a whole.
        step.HasKey(s => new { s.HandoffId, s.Step });
        step.Property(s => s.Step).IsTerm();
    }

    public void Configure(EntityTypeBuilder<Notification> notification)
    {
        notification.ToTable("notifications");
        notification.Property(n => n.Id).ValueGeneratedNever();
        notification.Property(n => n.Kind).IsTerm();
        notification.Property(n => n.About).HasMaxLength(Notification.AboutMaxLength);
        notification.HasIndex(n => new { n.StaffId, n.Id }).IsDescending(false, true);
        notification.HasIndex(n => n.StaffId).HasFilter("read_at is null");
    }
}
