"""Working calendar and deadline arithmetic (工作日历, 期限计算); pure."""
