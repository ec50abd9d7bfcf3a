using LeadGen.Domain.Handoffs;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Outcomes;
using LeadGen.Web.Data.Sales;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LeadGen.Web.Data.Configurations;

public sealed class HandoffConfiguration : IEntityTypeConfiguration<Handoff>
{
    /// <summary>Shadow property: id of the member of staff, or of the API key, who acted last. Names are not unique.</summary>
    public const string LastActorId = "last_actor_id";

    public void Configure(EntityTypeBuilder<Handoff> handoff)
    {
        handoff.ToTable("handoffs");
        handoff.Property(h => h.Id).ValueGeneratedNever();
        handoff.Property(h => h.Kind).IsTerm();
        handoff.Property(h => h.State).IsTerm();
        handoff.Property(h => h.LastActor).HasMaxLength(200);
        handoff.Property(h => h.Reason).HasMaxLength(Reason.KeyMaxLength);
        handoff.Property(h => h.Note).HasMaxLength(Handoff.NoteMaxLength);
        handoff.Property(h => h.Checklist).IsJson();
        handoff.Property(h => h.Dossier).IsJson();
        handoff.Property(h => h.Version).IsConcurrencyToken();
        handoff.Ignore(h => h.Due);
        handoff.Property(h => h.Assignments).IsJson();
        handoff.Property(h => h.Breaches).IsJson();
        handoff.Property(h => h.LapsedBy).IsJson();
        handoff.Property(h => h.Before).IsJson();
        handoff.Property<Guid?>(LastActorId);
        // The next promise that runs out; what is started or closed has none and sorts last.
        handoff
            .Property<DateTimeOffset?>(QueueOrder.Due)
            .HasComputedColumnSql(
                "case state when 'open' then accept_due when 'accepted' then start_due end",
                stored: true
            );
        handoff.Property<DateTimeOffset?>(PromisePlan.NextStepAt);
        handoff.HasIndex(PromisePlan.NextStepAt).HasFilter("state in ('open', 'accepted')");
        // A lead has one open hand-off at most, whatever races.
        handoff.HasIndex(h => h.LeadId).IsUnique().HasFilter("state in ('open', 'accepted', 'started')");
        handoff
            .HasIndex([QueueOrder.Due, nameof(Handoff.Id)], "ix_handoffs_queue")
            .HasFilter("state in ('open', 'accepted', 'started')");
        // Its views, each in its order.
        handoff
            .HasIndex([nameof(Handoff.OwnerId), QueueOrder.Due, nameof(Handoff.Id)], "ix_handoffs_queue_owner")
            .HasDatabaseName("ix_handoffs_queue_owner")
            .HasFilter("state in ('open', 'accepted', 'started')");
        handoff
            .HasIndex([nameof(Handoff.TeamId), QueueOrder.Due, nameof(Handoff.Id)], "ix_handoffs_queue_team")
            .HasDatabaseName("ix_handoffs_queue_team")
            .HasFilter("state in ('open', 'accepted', 'started')");
        handoff
            .HasIndex([QueueOrder.Due, nameof(Handoff.Id)], "ix_handoffs_queue_unclaimed")
            .HasDatabaseName("ix_handoffs_queue_unclaimed")
            .HasFilter("state in ('open', 'accepted', 'started') and owner_id is null");
        // What is closed, for programs.
        handoff
            .HasIndex([nameof(Handoff.State), QueueOrder.Due, nameof(Handoff.Id)], "ix_handoffs_state")
            .HasDatabaseName("ix_handoffs_state");
        handoff.HasIndex(h => new { h.LeadId, h.Id });
        // What happened last, for those who watch.
        handoff.HasIndex(h => h.LastActionAt).HasFilter("last_action_at is not null");
    }
}

public sealed class StageMoveConfiguration : IEntityTypeConfiguration<StageMove>
{
    public void Configure(EntityTypeBuilder<StageMove> move)
    {
        move.ToTable("stage_moves");
        move.Property(m => m.Id).ValueGeneratedNever();
        move.Property(m => m.From).HasColumnName("from_stage").IsTerm();
        move.Property(m => m.To).HasColumnName("to_stage").IsTerm();
        move.Property(m => m.Trigger).HasColumnName("made_by").IsTerm();
        move.Property(m => m.Cause).IsTerm();
        move.Property(m => m.Actor).HasMaxLength(200);
        move.Property(m => m.Reason).HasMaxLength(Outcome.ReasonMaxLength);
        move.HasIndex(m => new { m.LeadId, m.Id });
    }
}

public sealed class OutcomeConfiguration : IEntityTypeConfiguration<Outcome>
{
    public void Configure(EntityTypeBuilder<Outcome> outcome)
    {
        outcome.ToTable("outcomes");
        outcome.Property(o => o.Id).ValueGeneratedNever();
        outcome.Property(o => o.Result).IsTerm();
        outcome.Property(o => o.Amount).HasPrecision(18, 2);
        outcome.Property(o => o.Currency).HasMaxLength(3);
        outcome.Property(o => o.Reason).HasMaxLength(Outcome.ReasonMaxLength);
        outcome.Property(o => o.Actor).HasMaxLength(200);
        outcome.HasIndex(o => o.LeadId);
    }
}

public sealed class ReasonConfiguration : IEntityTypeConfiguration<Reason>
{
    public void Configure(EntityTypeBuilder<Reason> reason)
    {
        reason.ToTable("reasons");
        reason.HasKey(r => r.Key);
        reason.Property(r => r.Key).HasMaxLength(Reason.KeyMaxLength);
        reason.Property(r => r.Label).HasMaxLength(Reason.LabelMaxLength);
        reason.Property(r => r.Type).IsTerm();
        reason.Property(r => r.Active).HasDefaultValue(true).HasSentinel(true);
    }
}
